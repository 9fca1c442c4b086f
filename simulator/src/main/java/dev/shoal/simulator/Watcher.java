package dev.shoal.simulator;

import dev.shoal.simulator.report.Figure;
import java.util.List;

/** Looks at a run while it goes on; called on its thread, some times a second. */
public interface Watcher {
  /** Nobody looks. */
  Watcher NOBODY = state -> true;

  /**
   * How far a run is.
   *
   * @param phase what is done now, in a few words: {@code joining}
   * @param part of the phase that is done, 0 to 1
   * @param virtualNanos the time in the simulated world
   * @param events that have happened
   * @param live what can be said so far
   */
  record State(String phase, double part, long virtualNanos, long events, List<Figure> live) {
    public State {
      live = List.copyOf(live);
    }
  }

  /** Whether it shall go on; if not, the run ends with {@link Stopped}. */
  boolean see(State state);

  /** The person does not want it any more. */
  final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Stopped() {
      super("stopped");
    }
  }
}
