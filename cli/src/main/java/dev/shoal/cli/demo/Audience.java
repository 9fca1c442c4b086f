package dev.shoal.cli.demo;

import dev.shoal.base.Clock;
import dev.shoal.cli.show.Screen;
import java.util.List;

/** Who is shown the tour. For a single thread. */
public sealed interface Audience {
  /** How all stand now, and what happened since the last time. */
  void see(Scene scene, List<Happening> happenings);

  /** What came of it. */
  void see(Figures figures);

  /** A person at a terminal: a picture, drawn anew in place. */
  record Watching(Screen screen, boolean colour) implements Audience {
    @Override
    public void see(Scene scene, List<Happening> happenings) {
      screen.draw(DemoPicture.of(scene, screen.columns(), colour));
    }

    @Override
    public void see(Figures figures) {
      figures.lines().forEach(screen::result);
    }
  }

  /** A person who reads: a line for each happening, or the figures alone. */
  record Reading(Screen screen, boolean quiet) implements Audience {
    @Override
    public void see(Scene scene, List<Happening> happenings) {
      if (!quiet) {
        happenings.forEach(happening -> screen.message(happening.toString()));
      }
    }

    @Override
    public void see(Figures figures) {
      figures.lines().forEach(screen::result);
    }
  }

  /** A program: an object a line. */
  record Parsing(Screen screen, Clock clock) implements Audience {
    @Override
    public void see(Scene scene, List<Happening> happenings) {
      happenings.forEach(happening -> screen.result(happening.json(clock.millis())));
    }

    @Override
    public void see(Figures figures) {
      screen.result(figures.json(clock.millis()));
    }
  }
}
