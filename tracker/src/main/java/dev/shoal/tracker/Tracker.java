package dev.shoal.tracker;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.net.Transport;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A tracker on sockets of its own; serves from its start until it is closed. */
public final class Tracker implements AutoCloseable {
  private static final long HOUSEKEEPING_MILLIS = 1000;

  private final TrackerSettings settings;
  private final TrackerDesk desk;
  private final HttpTracker http;
  private final Optional<Transport.Listener> listener;
  private final Optional<UdpTracker> udp;
  private final Optional<HashFile> allow;
  private final Optional<HashFile> deny;
  private Optional<Set<Hash>> allowed = Optional.empty(); // by the housekeeper, once it runs
  private Set<Hash> denied = Set.of(); // likewise
  private final CountDownLatch closed = new CountDownLatch(1);

  private Tracker(TrackerSettings settings) {
    this.settings = settings;
    SecureRandom secure = new SecureRandom();
    byte[] key = new byte[ConnectionIds.KEY_LENGTH];
    secure.nextBytes(key);
    TrackerCore core =
        new TrackerCore(settings.interval(), new SplittableRandom(secure.nextLong()));
    desk = new TrackerDesk(core, Clock.system());
    http = new HttpTracker(desk);
    allow = settings.allow().map(HashFile::new);
    deny = settings.deny().map(HashFile::new);
    readLists();
    TrackerSockets sockets = TrackerSockets.open(settings, http::serve);
    listener = sockets.listener();
    udp = sockets.udp().map(open -> new UdpTracker(open, desk, key));
    Thread.ofPlatform().daemon().name("tracker housekeeping").start(this::keepHouse);
  }

  /**
   * Opens the sockets and serves.
   *
   * @throws Problem of kind CONFLICT if a port is taken; of another kind if a list of info-hashes
   *     cannot be read
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
    return listener.map(l -> OptionalInt.of(l.port())).orElse(OptionalInt.empty());
  }

  /** The announce addresses for links, under one of the addresses of this machine; HTTP first. */
  public List<URI> announceUrls(InetAddress address) {
    List<URI> urls = new ArrayList<>();
    httpPort().ifPresent(port -> urls.add(url("http", address, port)));
    udpPort().ifPresent(port -> urls.add(url("udp", address, port)));
    return urls;
  }

  static URI url(String scheme, InetAddress address, int port) {
    String text = address.getHostAddress().split("%", 2)[0];
    String host = address instanceof Inet6Address ? "[" + text + "]" : text;
    return URI.create(scheme + "://" + host + ":" + port + "/announce");
  }

  @Override
  public void close() {
    closed.countDown();
    listener.ifPresent(Transport.Listener::close);
    udp.ifPresent(UdpTracker::close);
    http.close();
  }

  private void keepHouse() {
    try {
      while (!closed.await(HOUSEKEEPING_MILLIS, TimeUnit.MILLISECONDS)) {
        desk.expire();
        http.sweep();
        try {
          readLists();
        } catch (Problem problem) { // the lists as they were go on to count
          settings.warnings().accept(problem.what());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readLists() {
    Optional<Set<Hash>> newAllowed = allow.flatMap(HashFile::ifChanged);
    Optional<Set<Hash>> newDenied = deny.flatMap(HashFile::ifChanged);
    if (newAllowed.isPresent() || newDenied.isPresent()) {
      allowed = newAllowed.or(() -> allowed);
      denied = newDenied.orElse(denied);
      desk.admit(new Admission(allowed, denied));
    }
  }
}
