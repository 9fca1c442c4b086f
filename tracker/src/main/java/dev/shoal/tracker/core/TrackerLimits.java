package dev.shoal.tracker.core;

/**
 * How much a tracker holds and how fast it likes to be asked. Beyond what it holds newcomers are
 * refused, and those it knows are served.
 *
 * @param swarms torrents at once
 * @param peers peers of all torrents at once
 * @param peersAtAddress peers at one IPv4 address or in one IPv6 network of 64 bits, so that no
 *     single stranger can fill the tracker
 * @param announcesPerSecond of one core; beyond it peers are asked to wait longer
 */
public record TrackerLimits(int swarms, int peers, int peersAtAddress, int announcesPerSecond) {
  /** What a peer of IPv6 takes that is alone in its swarm; one of many of IPv4 takes 15. */
  private static final int MOST_BYTES_A_PEER = 200;

  /**
   * What fits 60 MiB, as a peer alone in its swarm takes up to 200 bytes; seed boxes have some
   * 1,000 torrents.
   */
  public static final TrackerLimits USUAL = new TrackerLimits(300_000, 300_000, 10_000, 100_000);

  /** What fits half of so many bytes. */
  public static TrackerLimits within(long bytes) {
    int peers = (int) Math.min(bytes / 2 / MOST_BYTES_A_PEER, 200_000_000);
    return new TrackerLimits(peers, peers, USUAL.peersAtAddress, USUAL.announcesPerSecond);
  }

  /** The same, but for what one address may have. */
  public TrackerLimits withPeersAtAddress(int most) {
    return new TrackerLimits(swarms, peers, most, announcesPerSecond);
  }
}
