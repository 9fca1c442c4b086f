package dev.shoal.announce;

import dev.shoal.net.Nearness;
import java.net.URI;

/**
 * A tracker and how near whoever named it is.
 *
 * @param uri udp, http or https
 * @param namedBy {@link Nearness#LOOPBACK} for the person, whose word always counts; {@link
 *     Nearness#GLOBAL} for a torrent or link that may come from anywhere
 */
public record NamedTracker(URI uri, Nearness namedBy) {
  /** A tracker that the person named. */
  public static NamedTracker byPerson(URI uri) {
    return new NamedTracker(uri, Nearness.LOOPBACK);
  }

  /** A tracker that a torrent or link of unknown origin names. */
  public static NamedTracker byStranger(URI uri) {
    return new NamedTracker(uri, Nearness.GLOBAL);
  }
}
