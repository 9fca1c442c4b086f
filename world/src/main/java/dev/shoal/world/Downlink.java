package dev.shoal.world;

/** The receiving half of a host's line: first come, first served. */
final class Downlink {
  /** A queue longer than this tells streams to slow down, and drops datagrams. */
  private static final long QUEUE_NANOS_MAX = 100_000_000;

  private final VirtualTime time;
  private final long rate;
  private long freeAt;

  Downlink(VirtualTime time, long rate) {
    this.time = time;
    this.rate = rate;
    this.freeAt = time.nanos();
  }

  /** Whether what waits already is more than a router would hold. */
  boolean congested() {
    return freeAt - time.nanos() > QUEUE_NANOS_MAX;
  }

  /** Runs an action once so many bytes have come through after all that came before. */
  void accept(int length, Runnable arrived) {
    long now = time.nanos();
    long start = freeAt - now > 0 ? freeAt : now;
    freeAt = start + Rates.nanos(length, rate);
    time.schedule(freeAt - now, arrived);
  }
}
