package dev.shoal.tracker;

import dev.shoal.net.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a tracker is to be.
 *
 * @param binding where its sockets stay
 * @param udpPort 1 to 65535, 0 for any free one; empty: no UDP
 * @param httpPort as {@code udpPort}; where one is any, it is the other's number if that is free
 * @param interval how often a peer is to announce, {@link #MIN_INTERVAL} to a day
 * @param allow a file of the info-hashes that are served; empty: all
 * @param deny a file of info-hashes that are not served
 * @param warnings hears, on a thread of the tracker, of changed files that make no sense
 */
public record TrackerSettings(
    Binding binding,
    OptionalInt udpPort,
    OptionalInt httpPort,
    Duration interval,
    Optional<Path> allow,
    Optional<Path> deny,
    Consumer<String> warnings) {
  /** What most trackers say. */
  public static final Duration USUAL_INTERVAL = Duration.ofMinutes(30);

  /** Below this, peers would do little but announce. */
  public static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

  public TrackerSettings {
    if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("an interval of " + interval);
    }
    if (udpPort.isEmpty() && httpPort.isEmpty()) {
      throw new IllegalArgumentException("a tracker without UDP and without HTTP");
    }
  }

  /** UDP and HTTP at any free port, for every torrent. */
  public static TrackerSettings on(Binding binding) {
    return new TrackerSettings(
        binding,
        OptionalInt.of(0),
        OptionalInt.of(0),
        USUAL_INTERVAL,
        Optional.empty(),
        Optional.empty(),
        warning -> {});
  }
}
