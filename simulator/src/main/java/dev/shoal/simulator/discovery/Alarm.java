package dev.shoal.simulator.discovery;

import dev.shoal.simulator.Simulation;

/** Something that is done at one time at most, which can be changed until then. */
final class Alarm {
  private final Simulation<?> simulation;
  private final Runnable action;
  private int version;

  Alarm(Simulation<?> simulation, Runnable action) {
    this.simulation = simulation;
    this.action = action;
  }

  /** It is to be done after so long, and not when it was to be before. */
  void after(long nanos) {
    int set = ++version;
    simulation.after(
        Math.max(0, nanos),
        () -> {
          if (set == version) {
            action.run();
          }
        });
  }

  /** It is not to be done. */
  void off() {
    version++;
  }
}
