package dev.shoal.lab;

import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A scenario that only a person ends. */
public final class Endless implements Scenario {
  private static final long PAUSE_NANOS = 1_000_000;

  @Override
  public String name() {
    return "endless";
  }

  @Override
  public String about() {
    return "goes on until somebody ends it";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Report run(Parameters parameters, Watcher watcher) {
    Watcher.State state;
    long steps = 0;
    do {
      steps++;
      LockSupport.parkNanos(PAUSE_NANOS);
      List<Figure> live =
          List.of(
              new Figure("hops", "Hops a lookup", 5 + Math.sin(steps / 300.0), "hops", ""),
              new Figure("found", "Truly closest found", 99.87, "%", ""));
      double part = steps % 5000 / 5000.0;
      state = new Watcher.State("waiting", part, steps * 50_000_000, steps * 1234, live);
    } while (watcher.see(state));
    throw new Watcher.Stopped();
  }
}
