package dev.shoal.world;

/**
 * What happens to packets on the way from one host to another. Streams feel loss and delay only;
 * the rest is for datagrams.
 *
 * @param delayNanos the least time one way
 * @param jitterNanos up to so much is added, evenly distributed
 * @param loss chance that a packet is lost, 0 to 1
 * @param duplication chance that a datagram arrives twice, 0 to 1
 * @param reordering chance that a datagram is overtaken: it takes a second {@code delayNanos}
 * @param mtu the largest datagram payload that passes, in bytes
 */
public record PathQuality(
    long delayNanos,
    long jitterNanos,
    double loss,
    double duplication,
    double reordering,
    int mtu) {
  /** An Ethernet of 1500 bytes less the headers of IPv4 and UDP, with no delay and no loss. */
  public static final PathQuality PERFECT = new PathQuality(0, 0, 0, 0, 0, 1472);

  public PathQuality {
    if (delayNanos < 0 || jitterNanos < 0 || mtu < 0) {
      throw new IllegalArgumentException("negative: " + delayNanos + ", " + jitterNanos);
    }
    requireChance(loss);
    requireChance(duplication);
    requireChance(reordering);
  }

  /** A path without faults that takes so long one way. */
  public static PathQuality delayed(long delayNanos) {
    return new PathQuality(delayNanos, 0, 0, 0, 0, PERFECT.mtu);
  }

  /** The same path, its delay varying. */
  public PathQuality jittery(long nanos) {
    return new PathQuality(delayNanos, nanos, loss, duplication, reordering, mtu);
  }

  /** The same path, losing packets. */
  public PathQuality lossy(double chance) {
    return new PathQuality(delayNanos, jitterNanos, chance, duplication, reordering, mtu);
  }

  /** The same path, repeating datagrams. */
  public PathQuality duplicating(double chance) {
    return new PathQuality(delayNanos, jitterNanos, loss, chance, reordering, mtu);
  }

  /** The same path, holding datagrams back. */
  public PathQuality reordering(double chance) {
    return new PathQuality(delayNanos, jitterNanos, loss, duplication, chance, mtu);
  }

  private static void requireChance(double chance) {
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException("no chance: " + chance);
    }
  }
}
