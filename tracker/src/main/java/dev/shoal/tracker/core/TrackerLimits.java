package dev.shoal.tracker.core;

/**
 * How much a tracker holds and how fast it likes to be asked. Beyond what it holds newcomers are
 * refused, and those it knows are served.
 *
 * @param bytes of memory that swarms and peers may take, as {@link Census} reckons it
 * @param peersAtAddress peers at one IPv4 address or in one IPv6 network of 64 bits, so that no
 *     single stranger can fill the tracker
 * @param announcesPerSecond in all; beyond it peers are asked to wait longer
 */
public record TrackerLimits(long bytes, int peersAtAddress, int announcesPerSecond) {
  /** Some 300,000 peers of small swarms; seed boxes have some 1,000 torrents. */
  public static final TrackerLimits USUAL = new TrackerLimits(60 << 20, 10_000, 100_000);

  /** What the rest of a tracker takes. */
  private static final long THE_REST = 24 << 20;

  /** What fits a heap of so many bytes and leaves a quarter of it free. */
  public static TrackerLimits within(long heap) {
    long bytes = Math.max(USUAL.bytes, (heap - THE_REST) / 4 * 3);
    return new TrackerLimits(bytes, USUAL.peersAtAddress, USUAL.announcesPerSecond);
  }

  /** The same, but for what one address may have. */
  public TrackerLimits withPeersAtAddress(int most) {
    return new TrackerLimits(bytes, most, announcesPerSecond);
  }

  /** The same, but for how fast one core likes to be asked. */
  public TrackerLimits withAnnouncesPerSecond(int comfortable) {
    return new TrackerLimits(bytes, peersAtAddress, comfortable);
  }
}
