package dev.shoal.web;

import dev.shoal.tracker.TrackerFigures;
import java.time.Duration;
import java.time.Instant;

/**
 * All that the page for persons shows.
 *
 * @param usual the interval when there is no load
 * @param now the date
 * @param renews whether the page asks for itself again
 */
record View(TrackerFigures figures, Trend trend, Duration usual, Instant now, boolean renews) {
  /** Announces since the start, over all protocols. */
  long announces() {
    return Watch.announces(figures);
  }

  /** Whether nobody has ever come. */
  boolean untouched() {
    return figures.peers() == 0 && announces() == 0 && figures.completed() == 0;
  }

  /** Whether peers are asked to wait longer than usual. */
  boolean waits() {
    return figures.interval().compareTo(usual) > 0;
  }

  /** How much of the room for peers is taken, from 0 to 1. */
  double full() {
    return figures.peersLimit() <= 0 ? 0 : (double) figures.peers() / figures.peersLimit();
  }
}
