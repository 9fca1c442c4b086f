package dev.shoal.lab;

import dev.shoal.base.Clock;
import dev.shoal.simulator.Watcher;
import java.util.function.BooleanSupplier;

/** Looks at a run for somebody, as often as that one can take it in. For a single thread. */
final class Watching implements Watcher {
  /** How much the last stretch counts in the events a second: enough to follow, not to tremble. */
  private static final double NEWEST = 0.3;

  private final String scenario;
  private final Teller teller;
  private final Clock clock;
  private final BooleanSupplier goesOn;
  private final long start;

  private long last;
  private long lastEvents;
  private double perSecond;
  private String phase = "";

  /**
   * Looking from now on.
   *
   * @param goesOn whether the person still wants it
   */
  Watching(String scenario, Teller teller, Clock clock, BooleanSupplier goesOn) {
    this.scenario = scenario;
    this.teller = teller;
    this.clock = clock;
    this.goesOn = goesOn;
    this.start = clock.nanos();
    this.last = start;
  }

  @Override
  public boolean see(State state) {
    long now = clock.nanos();
    if (now - last >= teller.everyNanos()) {
      boolean another = state.events() < lastEvents; // a scenario of several runs begins a new one
      double rate = (state.events() - (another ? 0 : lastEvents)) * 1e9 / (now - last);
      boolean first = perSecond == 0 || !phase.equals(state.phase());
      perSecond = first ? rate : perSecond + NEWEST * (rate - perSecond);
      phase = state.phase();
      last = now;
      lastEvents = state.events();
      teller.see(new Moment(scenario, state, perSecond, (now - start) / 1_000_000));
    }
    return goesOn.getAsBoolean();
  }
}
