package dev.shoal.announce;

/**
 * How a swarm stands, as a tracker sees it (BEP 48).
 *
 * @param seeds peers that have all
 * @param completed how often a peer has become one
 * @param leechers the other peers
 */
public record Scrape(int seeds, int completed, int leechers) {}
