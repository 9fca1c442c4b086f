package dev.shoal.tracker;

import dev.shoal.net.Binding;
import dev.shoal.net.PemCertificate;
import dev.shoal.net.server.DatagramServers;
import dev.shoal.net.server.PassedSockets;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.gate.Networks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a tracker is to be.
 *
 * @param listening where its sockets are
 * @param interval how often a peer is to announce, {@link #MIN_INTERVAL} to {@link #MAX_INTERVAL}
 * @param limits how much it holds; {@code peersAtAddress} also bounds the announces that come from
 *     an address in ten seconds; 0: no limit of either
 * @param access who and what is served
 * @param keeping where its swarms are kept besides its memory
 * @param events hears, on threads of the tracker, what an operator wants to know
 */
public record TrackerSettings(
    Listening listening,
    Duration interval,
    TrackerLimits limits,
    Access access,
    Keeping keeping,
    Consumer<TrackerEvent> events) {
  /** What most trackers say. */
  public static final Duration USUAL_INTERVAL = Duration.ofMinutes(30);

  /** Below this, peers would do little but announce. */
  public static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

  /** Above this, peers would come in vain to many that are long gone. */
  public static final Duration MAX_INTERVAL = Duration.ofDays(1);

  public TrackerSettings {
    if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
      throw new IllegalArgumentException("an interval of " + interval);
    }
  }

  /** UDP and HTTP at any free port, for every torrent, in memory alone. */
  public static TrackerSettings on(Binding binding) {
    return on(Listening.at(binding, OptionalInt.of(0), OptionalInt.of(0)));
  }

  /** The usual tracker with sockets there. */
  public static TrackerSettings on(Listening listening) {
    return new TrackerSettings(
        listening,
        USUAL_INTERVAL,
        TrackerLimits.USUAL,
        Access.EVERYBODY,
        Keeping.NOTHING,
        event -> {});
  }

  /** The same with another interval. */
  public TrackerSettings withInterval(Duration other) {
    return new TrackerSettings(listening, other, limits, access, keeping, events);
  }

  /** The same with other limits. */
  public TrackerSettings withLimits(TrackerLimits other) {
    return new TrackerSettings(listening, interval, other, access, keeping, events);
  }

  /** The same for others. */
  public TrackerSettings withAccess(Access other) {
    return new TrackerSettings(listening, interval, limits, other, keeping, events);
  }

  /** The same that keeps its swarms elsewhere. */
  public TrackerSettings withKeeping(Keeping other) {
    return new TrackerSettings(listening, interval, limits, access, other, events);
  }

  /** The same with another listener. */
  public TrackerSettings withEvents(Consumer<TrackerEvent> other) {
    return new TrackerSettings(listening, interval, limits, access, keeping, other);
  }

  /**
   * Where the sockets of a tracker are.
   *
   * @param binding where they stay
   * @param udpPort 1 to 65535, 0 for any free one; empty: no UDP
   * @param httpPort as {@code udpPort}; where one is any, it is the other's number if that is free
   * @param https the port and the certificate for HTTPS; empty: none
   * @param udpThreads how many threads, each with a socket, serve UDP at each address
   * @param way how datagrams are carried
   * @param passed sockets that are open already, and serve UDP and HTTP instead of new ones
   */
  public record Listening(
      Binding binding,
      OptionalInt udpPort,
      OptionalInt httpPort,
      Optional<Https> https,
      int udpThreads,
      DatagramServers.Way way,
      Optional<PassedSockets> passed) {
    public Listening {
      if (udpPort.isEmpty() && httpPort.isEmpty() && https.isEmpty()) {
        throw new IllegalArgumentException("a tracker that listens nowhere");
      }
    }

    /** One thread, and no HTTPS. */
    public static Listening at(Binding binding, OptionalInt udpPort, OptionalInt httpPort) {
      return new Listening(
          binding,
          udpPort,
          httpPort,
          Optional.empty(),
          1,
          DatagramServers.best(),
          Optional.empty());
    }
  }

  /** A port for HTTPS, 0 for any free one, and the certificate to show there. */
  public record Https(int port, PemCertificate certificate) {}

  /**
   * Who and what a tracker serves.
   *
   * @param allow a file of what is served; empty: all
   * @param deny a file of what is not served
   * @param clients with what the ids of served peers begin (BEP 20); empty: with anything
   * @param users the register of a private tracker; empty: it is public
   * @param proxies who may say whom they ask for
   */
  public record Access(
      Optional<Path> allow,
      Optional<Path> deny,
      List<String> clients,
      Optional<Path> users,
      Networks proxies) {
    /** All for everybody. */
    public static final Access EVERYBODY =
        new Access(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Networks.NONE);

    public Access {
      clients = List.copyOf(clients);
    }

    /** All for everybody but for these lists. */
    public static Access lists(Optional<Path> allow, Optional<Path> deny) {
      return new Access(allow, deny, List.of(), Optional.empty(), Networks.NONE);
    }
  }

  /**
   * Where swarms are kept besides the memory.
   *
   * @param file where they are written down now and then and at the end; empty: nowhere
   * @param store what this tracker shares with others; empty: nothing
   */
  public record Keeping(Optional<Path> file, Optional<URI> store) {
    /** In memory alone. */
    public static final Keeping NOTHING = new Keeping(Optional.empty(), Optional.empty());
  }
}
