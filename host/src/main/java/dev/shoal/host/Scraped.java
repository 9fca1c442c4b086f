package dev.shoal.host;

import java.net.URI;
import java.util.Optional;

/**
 * How the swarm of a content stands, as one tracker sees it (BEP 48).
 *
 * @param seeds peers that have all
 * @param leechers the other peers
 * @param completed how often a peer has become complete
 * @param failure why it does not say, in a few words; empty if it does
 */
public record Scraped(
    URI tracker, int seeds, int leechers, int completed, Optional<String> failure) {}
