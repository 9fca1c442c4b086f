package dev.shoal.lab;

import dev.shoal.base.Clock;
import dev.shoal.cli.show.Screen;
import dev.shoal.simulator.report.Report;
import java.util.Optional;

/** Who is told of a run. For a single thread. */
sealed interface Teller {
  /** How often this one wants to know how it stands. */
  long everyNanos();

  /** How it stands now. */
  void see(Moment moment);

  /**
   * What it showed.
   *
   * @param page where the page is, as the person wrote it
   */
  void see(Report report, Optional<String> page);

  /** A person: lines drawn anew while it runs, then words. */
  record Person(Screen screen, boolean quiet) implements Teller {
    private static final int NARROWEST = 40; // a result is for a pipe as well, where no width is
    private static final int WIDEST = 110; // longer lines are hard to read

    @Override
    public long everyNanos() {
      return 200_000_000;
    }

    @Override
    public void see(Moment moment) {
      screen.draw(LiveView.of(moment, screen.columns()));
    }

    @Override
    public void see(Report report, Optional<String> page) {
      int columns = Math.clamp(screen.columns(), NARROWEST, WIDEST);
      TextResult.of(report, columns).forEach(screen::result);
      boolean more = !report.charts().isEmpty() || report.drawing().isPresent();
      if (!quiet && (more || page.isPresent())) {
        screen.message(
            page.map(it -> "the page: " + it)
                .orElse("charts, drawings and replays:  --report FILE.html"));
      }
    }
  }

  /** A table for other programs; a person may watch meanwhile. */
  record Sheet(Screen screen) implements Teller {
    @Override
    public long everyNanos() {
      return 200_000_000;
    }

    @Override
    public void see(Moment moment) {
      screen.draw(LiveView.of(moment, screen.columns()));
    }

    @Override
    public void see(Report report, Optional<String> page) {
      CsvResult.of(report).forEach(screen::result);
    }
  }

  /**
   * A program: an object a line.
   *
   * @param progress whether it wants to know how it stands
   */
  record Program(Screen screen, Clock clock, boolean progress) implements Teller {
    @Override
    public long everyNanos() {
      return 500_000_000;
    }

    @Override
    public void see(Moment moment) {
      if (progress) {
        screen.result(JsonResult.of(moment, clock.millis()));
      }
    }

    @Override
    public void see(Report report, Optional<String> page) {
      screen.result(JsonResult.of(report, page, clock.millis()));
    }
  }
}
