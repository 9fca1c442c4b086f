package dev.shoal.tracker;

/**
 * How much a tracker holds; beyond it newcomers are refused, and those it knows are served.
 *
 * @param swarms torrents at once
 * @param peers peers of all torrents at once
 * @param peersAtAddress peers at one IPv4 address or in one IPv6 network of 64 bits, so that no
 *     single stranger can fill the tracker
 */
record TrackerLimits(int swarms, int peers, int peersAtAddress) {
  /** A peer takes about 300 bytes, so that all fit 100 MiB; seed boxes have some 1,000 torrents. */
  static final TrackerLimits USUAL = new TrackerLimits(100_000, 200_000, 10_000);
}
