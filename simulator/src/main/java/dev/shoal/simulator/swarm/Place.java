package dev.shoal.simulator.swarm;

import java.util.random.RandomGenerator;

/** Where a peer is, on a map of 1 by 1: near others are told sooner. */
record Place(double x, double y) {
  private static final double[][] CITIES = {
    {0.15, 0.35}, {0.25, 0.42}, {0.30, 0.72}, {0.48, 0.28}, {0.55, 0.35}, {0.72, 0.45}, {0.85, 0.38}
  };

  /** The standard deviation of the logarithm: one in a hundred takes 2.5 times as long. */
  private static final double TAIL = 0.4;

  private static final double SPREAD = 0.05;

  /** The part of the delay that does not depend on where one is: the last mile. */
  private static final double LAST_MILE = 0.3;

  static Place any(RandomGenerator random) {
    double[] city = CITIES[random.nextInt(CITIES.length)];
    double x = city[0] + random.nextGaussian() * SPREAD;
    double y = city[1] + random.nextGaussian() * SPREAD;
    return new Place(Math.clamp(x, 0, 1), Math.clamp(y, 0, 1));
  }

  /**
   * How long a message takes.
   *
   * @param nanos about what the middle of all takes
   */
  long delay(Place to, long nanos, RandomGenerator random) {
    double distance = StrictMath.hypot(x - to.x, y - to.y);
    double tail = StrictMath.exp(random.nextGaussian() * TAIL);
    return Math.max(1000, (long) (nanos * (LAST_MILE + 2 * distance) * tail));
  }
}
