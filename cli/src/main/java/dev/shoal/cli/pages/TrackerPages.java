package dev.shoal.cli.pages;

import dev.shoal.tracker.TrackerFigures;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Who draws pages about a tracker, for persons and for programs; found by {@code ServiceLoader}.
 */
public interface TrackerPages {
  /**
   * Serves the pages until it is closed.
   *
   * @param figures how the tracker stands now; any thread may ask, about once a second
   * @param at where to listen; port 0: any free one
   * @throws dev.shoal.base.Problem of kind CONFLICT if the port is taken
   */
  Open open(Supplier<TrackerFigures> figures, InetSocketAddress at);

  /** Pages that are served. */
  interface Open extends AutoCloseable {
    /** Where the page for persons is. */
    URI address();

    @Override
    void close();
  }
}
