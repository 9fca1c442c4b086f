package dev.shoal.simulator.swarm;

/** A running hash over all that happened: equal for equal runs. */
final class TraceHash {
  private static final long ODD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private long hash;

  void note(long time, int kind, int from, int to) {
    long h = (hash ^ time) * ODD;
    h ^= h >>> 29;
    h = (h ^ ((long) kind << 56 ^ (long) from << 28 ^ to)) * ODD;
    hash = h ^ (h >>> 32);
  }

  long value() {
    return hash;
  }
}
