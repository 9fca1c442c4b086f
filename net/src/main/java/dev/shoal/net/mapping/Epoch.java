package dev.shoal.net.mapping;

import java.util.concurrent.TimeUnit;

/**
 * The gateway's count of seconds since it lost its state, beside this node's clock: when they do
 * not go together, it has restarted (RFC 6887 8.5; RFC 6886 3.6 asks for less).
 */
final class Epoch {
  /** Seconds that rounding and a slow packet may make between two clocks. */
  private static final long SLACK = 2;

  /** A clock may be wrong by the 16th part. */
  private static final long DRIFT = 16;

  private boolean known;
  private long seconds;
  private long nanos;

  /** Takes in what an answer says; whether the gateway has restarted since the one before. */
  boolean restarted(long epoch, long now) {
    long here = TimeUnit.NANOSECONDS.toSeconds(now - nanos);
    long there = epoch - seconds;
    boolean together =
        there >= -1
            && here + SLACK >= there - there / DRIFT
            && there + SLACK >= here - here / DRIFT;
    boolean restarted = known && !together;
    known = true;
    seconds = epoch;
    nanos = now;
    return restarted;
  }
}
