package dev.shoal.discovery;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether the node may dial now: a limit on connections being made, in all and to one subnet, and
 * on their rate. One for each node; pure, and guarded by itself because all swarms share it.
 */
public final class DialBudget {
  /** Connections being made at once: home routers forget mappings beyond some dozens. */
  public static final int MAX_HALF_OPEN = 50;

  /** Of those, into one /24 or /64: nobody's network is flooded because a stranger named it. */
  public static final int MAX_HALF_OPEN_A_SUBNET = 16;

  /** New connections a second, on average; as many may come at once after a pause. */
  public static final int A_SECOND = 30;

  private static final long NANOS_A_DIAL = 1_000_000_000L / A_SECOND;

  private final Map<ByteBuffer, Integer> halfOpen = new HashMap<>();
  private int halfOpenInAll;
  private long credit = 1_000_000_000L; // nanoseconds of unused time, at most a second of them
  private long creditAt;
  private boolean begun;

  /** Nothing spent yet. */
  public DialBudget() {}

  /** Takes leave to dial this one; if given, {@link #done} must follow. */
  public synchronized boolean tryDial(Locator.Ip to, long nanos) {
    refill(nanos);
    ByteBuffer subnet = Subnet.of(to.address());
    if (credit < NANOS_A_DIAL
        || halfOpenInAll >= MAX_HALF_OPEN
        || halfOpen.getOrDefault(subnet, 0) >= MAX_HALF_OPEN_A_SUBNET) {
      return false;
    }
    credit -= NANOS_A_DIAL;
    halfOpenInAll++;
    halfOpen.merge(subnet, 1, Integer::sum);
    return true;
  }

  /** The attempt ended, well or not. */
  public synchronized void done(Locator.Ip to) {
    halfOpenInAll--;
    halfOpen.computeIfPresent(Subnet.of(to.address()), (key, n) -> n == 1 ? null : n - 1);
  }

  private void refill(long nanos) {
    if (begun) {
      credit = Math.min(1_000_000_000L, credit + Math.max(0, nanos - creditAt));
    }
    begun = true;
    creditAt = nanos;
  }
}
