package dev.shoal.announce;

/**
 * How a swarm stands, as a tracker sees it (BEP 48).
 *
 * @param seeds peers that have all
 * @param completed how often a peer has become one
 * @param leechers the other peers
 * @param downloaders those of the leechers that still want something (BEP 21); UDP does not tell
 */
public record Scrape(int seeds, int completed, int leechers, int downloaders) {
  /** Nobody, ever. */
  public static final Scrape NOTHING = new Scrape(0, 0, 0, 0);

  /** Where every leecher wants something, as far as is known. */
  public Scrape(int seeds, int completed, int leechers) {
    this(seeds, completed, leechers, leechers);
  }
}
