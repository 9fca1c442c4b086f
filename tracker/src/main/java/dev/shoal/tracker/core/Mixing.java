package dev.shoal.tracker.core;

/**
 * Spreads what strangers choose, info-hashes and addresses, over tables. Its seed is of chance, so
 * that nobody can choose many that meet in one place.
 */
final class Mixing {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio, Knuth 6.4
  private static final int HALF = 32;

  private final long seed;

  Mixing(long seed) {
    this.seed = seed;
  }

  /** A number of 32 evenly spread bits. */
  int of(long first, long second) {
    long mixed = (first ^ seed) * GOLDEN;
    mixed = ((mixed ^ (mixed >>> HALF)) + second) * GOLDEN;
    mixed = (mixed ^ (mixed >>> HALF)) * GOLDEN;
    return (int) (mixed >>> HALF);
  }
}
