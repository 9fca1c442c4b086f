package dev.shoal.tracker;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.tracker.core.TrackerCore;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.desk.Desk;
import dev.shoal.tracker.desk.MemoryDesk;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.SharedDesk;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.gate.Gate;
import dev.shoal.tracker.gate.Register;
import dev.shoal.tracker.http.HttpLoop;
import dev.shoal.tracker.http.HttpTracker;
import dev.shoal.tracker.shared.SwarmStore;
import dev.shoal.tracker.udp.UdpTracker;
import dev.shoal.tracker.users.Users;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A tracker on sockets of its own; serves from its start until it is closed. */
public final class Tracker implements AutoCloseable {
  private static final long HOUSEKEEPING_MILLIS = 1000;

  /** Peers of users whose last word is remembered; of some 200 bytes each. */
  private static final int MOST_SESSIONS = 200_000;

  private final TrackerSettings settings;
  private final Clock clock = Clock.system();
  private final Instant since = Instant.now();
  private final Opened opened = new Opened();
  private final MemoryDesk memory;
  private final Gate gate;
  private final Service service;
  private final Optional<Users> users;
  private final Optional<Register> register;
  private final Optional<SwarmStore> store;
  private final Optional<SharedDesk> shared;
  private final Optional<Keeper> keeper;
  private final Optional<HttpLoop> http;
  private final Optional<UdpTracker> udp;
  private final Optional<HttpsSide> https;
  private final Traffic udpTraffic = new Traffic("udp");
  private final Traffic httpTraffic = new Traffic("http");
  private final Traffic httpsTraffic = new Traffic("https");
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread housekeeper;

  private Tracker(TrackerSettings settings) {
    this.settings = settings;
    try {
      SecureRandom secure = new SecureRandom();
      TrackerLimits limits = settings.limits();
      boolean limited = limits.peersAtAddress() > 0;
      memory =
          new MemoryDesk(
              settings.interval(),
              limited ? limits : limits.withPeersAtAddress(Integer.MAX_VALUE),
              clock,
              new SplittableRandom(secure.nextLong()));
      TrackerSettings.Access access = settings.access();
      users = opened.of(access.users().map(Providers::users));
      register = users.map(open -> new Register(open, MOST_SESSIONS));
      gate =
          new Gate(
              new Gate.Lists(access.allow(), access.deny()),
              access.clients(),
              register,
              limits.peersAtAddress(),
              secure.nextLong());
      store = opened.of(settings.keeping().store().map(Providers::store));
      shared = store.map(open -> new SharedDesk(memory, open, settings.events()));
      shared.ifPresent(SharedDesk::keepHouse);
      Desk desk = shared.isPresent() ? shared.get() : memory;
      service = new Service(gate, desk, clock, settings.events());
      keeper =
          opened.of(
              settings.keeping().file().map(path -> new Keeper(path, memory, settings.events())));
      TrackerSettings.Listening listening = settings.listening();
      https =
          opened.of(
              listening
                  .https()
                  .map(wanted ->
                      new HttpsSide(
                          listening.binding(),
                          wanted,
                          new HttpTracker(service, httpsTraffic, access.proxies()))));
      TrackerSockets sockets =
          TrackerSockets.open(
              listening, new TrackerSockets.HttpSide(service, httpTraffic, access.proxies()));
      http = opened.of(sockets.http());
      udp =
          opened.of(
              sockets.udp().map(servers -> new UdpTracker(servers, service, udpTraffic, secure)));
      http.ifPresent(HttpLoop::start);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    housekeeper = Thread.ofPlatform().daemon().name("tracker housekeeping").start(this::keepHouse);
  }

  /**
   * Opens the sockets and serves.
   *
   * @throws Problem of kind CONFLICT if a port is taken; of another kind if a file that the
   *     settings name cannot be read
   */
  public static Tracker start(TrackerSettings settings) {
    return new Tracker(settings);
  }

  /** The UDP port, if UDP is served. */
  public OptionalInt udpPort() {
    return udp.map(u -> OptionalInt.of(u.port())).orElse(OptionalInt.empty());
  }

  /** The TCP port, if HTTP is served. */
  public OptionalInt httpPort() {
    return http.map(h -> OptionalInt.of(h.port())).orElse(OptionalInt.empty());
  }

  /** The TCP port, if HTTPS is served. */
  public OptionalInt httpsPort() {
    return https.map(h -> OptionalInt.of(h.port())).orElse(OptionalInt.empty());
  }

  /** The announce addresses for links, under one of the addresses of this machine; HTTP first. */
  public List<URI> announceUrls(InetAddress address) {
    List<URI> urls = new ArrayList<>();
    httpsPort().ifPresent(port -> urls.add(url("https", address, port)));
    httpPort().ifPresent(port -> urls.add(url("http", address, port)));
    udpPort().ifPresent(port -> urls.add(url("udp", address, port)));
    return urls;
  }

  static URI url(String scheme, InetAddress address, int port) {
    String text = address.getHostAddress().split("%", 2)[0];
    String host = address instanceof Inet6Address ? "[" + text + "]" : text;
    return URI.create(scheme + "://" + host + ":" + port + "/announce");
  }

  /** How it stands now; {@code version}: of the program. Any thread. */
  public TrackerFigures figures(String version) {
    List<TrackerFigures.Traffic> traffic = new ArrayList<>();
    udp.ifPresent(side -> traffic.add(figures(udpTraffic)));
    http.ifPresent(side -> traffic.add(figures(httpTraffic)));
    https.ifPresent(side -> traffic.add(figures(httpsTraffic)));
    List<TrackerFigures.Refusals> refused = new ArrayList<>();
    service.refused((why, count) -> refused.add(new TrackerFigures.Refusals(why.word(), count)));
    return new TrackerFigures(
        since,
        version,
        memory.sum(TrackerCore::swarms),
        memory.sum(core -> core.figures().seeds(false)),
        memory.sum(core -> core.figures().leechers(false)),
        memory.sum(core -> core.figures().seeds(true)),
        memory.sum(core -> core.figures().leechers(true)),
        memory.sum(core -> core.figures().completedEver()),
        traffic,
        refused,
        memory.interval(),
        room(),
        shared
            .map(s -> s.isAway() ? TrackerFigures.Store.AWAY : TrackerFigures.Store.THERE)
            .orElse(TrackerFigures.Store.NONE),
        keeper.map(Keeper::saved).orElse(Instant.EPOCH));
  }

  /** How many peers there is room for, if they are in swarms as large as those there are. */
  private long room() {
    long peers = memory.sum(TrackerCore::peers);
    double taken = Math.max(1, memory.bytes());
    return (long) (Math.max(1, peers) / taken * settings.limits().bytes());
  }

  private static TrackerFigures.Traffic figures(Traffic traffic) {
    return new TrackerFigures.Traffic(
        traffic.protocol(),
        traffic.connects.sum(),
        traffic.announces.sum(),
        traffic.scrapes.sum(),
        traffic.dropped.sum());
  }

  /** Stops serving, and keeps what is to be kept. */
  @Override
  public void close() {
    closed.countDown();
    try {
      housekeeper.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    udp.ifPresent(UdpTracker::close);
    http.ifPresent(HttpLoop::close);
    https.ifPresent(HttpsSide::close);
    orTrouble(() -> register.ifPresent(Register::write));
    opened.close();
  }

  private void keepHouse() {
    try {
      while (!closed.await(HOUSEKEEPING_MILLIS, TimeUnit.MILLISECONDS)) {
        memory.sweep();
        http.ifPresent(HttpLoop::sweep);
        orTrouble(() -> {
          if (gate.readLists()) {
            settings.events().accept(new TrackerEvent.ListsRead());
          }
        });
        orTrouble(() -> {
          if (https.isPresent() && https.get().keepHouse()) {
            settings.events().accept(new TrackerEvent.CertificateRead());
          }
        });
        orTrouble(() -> register.ifPresent(Register::keepHouse));
        shared.ifPresent(SharedDesk::keepHouse);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What goes wrong with a file is told, and what was known before goes on to count. */
  private void orTrouble(Runnable step) {
    try {
      step.run();
    } catch (Problem problem) {
      settings.events().accept(new TrackerEvent.Trouble(problem.what()));
    }
  }
}
