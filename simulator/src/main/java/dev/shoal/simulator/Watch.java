package dev.shoal.simulator;

import dev.shoal.simulator.report.Figure;
import java.util.List;
import java.util.function.Supplier;

/** Tells a watcher of one phase of a run. */
public final class Watch {
  private final Watcher watcher;
  private final String phase;
  private final Supplier<List<Figure>> live;

  /** A phase of which there is nothing to say but how far it is. */
  public Watch(Watcher watcher, String phase) {
    this(watcher, phase, List::of);
  }

  /** A phase with figures. */
  public Watch(Watcher watcher, String phase, Supplier<List<Figure>> live) {
    this.watcher = watcher;
    this.phase = phase;
    this.live = live;
  }

  /**
   * It is so far.
   *
   * @throws Watcher.Stopped if the watcher does not want it any more
   */
  public void see(double part, Simulation<?> simulation) {
    Watcher.State state =
        new Watcher.State(phase, part, simulation.nanos(), simulation.events(), live.get());
    if (!watcher.see(state)) {
      throw new Watcher.Stopped();
    }
  }
}
