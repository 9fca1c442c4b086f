package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnouncedTorrent;
import dev.shoal.announce.NamedTracker;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.TrackerClient;
import dev.shoal.announce.TrackerListener;
import dev.shoal.base.Hash;
import dev.shoal.discovery.Candidate;
import dev.shoal.host.Protocol;
import dev.shoal.host.Running;
import dev.shoal.net.Binding;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.Transport;
import dev.shoal.testkit.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of {@code announce} and the tracker, over real sockets. */
class TrackerClientSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Hash TORRENT = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<AutoCloseable> toClose = new ArrayList<>();

  /** A peer that asks trackers, and what it heard. */
  private final class Peer implements TrackerListener {
    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    final Queue<Candidate> found = new ConcurrentLinkedQueue<>();
    final TrackerClient client;

    Peer(int port, boolean complete, List<List<NamedTracker>> tiers) {
      TestHost host = new TestHost(port);
      AnnouncedTorrent torrent =
          new AnnouncedTorrent(
              TORRENT,
              PeerId.create(random),
              false,
              complete,
              () -> new AnnouncedTorrent.Amounts(0, 0, complete ? 0 : 100));
      client = new TrackerClient(host, torrent, tiers, this);
      toClose.addFirst(client);
      toClose.addLast(host);
      client.start(found::addAll);
    }

    @Override
    public void announced(URI tracker, int peers, int seeds) {
      heard.add(tracker.getScheme() + " peers " + peers + " seeds " + seeds);
    }

    @Override
    public void failed(URI tracker, String reason) {
      heard.add("failed: " + reason);
    }

    @Override
    public void warned(URI tracker, String words) {
      heard.add("warned: " + words);
    }

    void hears(String what) {
      Await.holds(PATIENCE, () -> what + " but " + heard, () -> heard.contains(what));
    }
  }

  private Tracker tracker() {
    Tracker tracker = Tracker.start(TrackerSettings.on(Binding.loopback()));
    toClose.addLast(tracker);
    return tracker;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
  }

  private static List<List<NamedTracker>> byPerson(String... uris) {
    return Arrays.stream(uris).map(uri -> List.of(NamedTracker.byPerson(URI.create(uri)))).toList();
  }

  private static String url(Tracker tracker, String scheme, String host) {
    int port = tracker.httpPort().orElseThrow();
    return "%s://%s:%d/announce".formatted(scheme, host, port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void twoPeersMeetAndTakeLeave(String scheme) {
    Tracker tracker = tracker();
    Peer seed = new Peer(1001, true, byPerson(url(tracker, scheme, "127.0.0.1")));
    seed.hears(scheme + " peers 1 seeds 1");
    Peer leecher = new Peer(1002, false, byPerson(url(tracker, scheme, "127.0.0.1")));
    leecher.hears(scheme + " peers 2 seeds 1");
    Await.holds(PATIENCE, () -> "a candidate", () -> !leecher.found.isEmpty());
    assertThat(leecher.found.element().locator()).hasToString("127.0.0.1:1001");
    assertThat(leecher.found.element().origin()).isEqualTo(Candidate.Origin.TRACKER);

    leecher.client.complete();
    leecher.hears(scheme + " peers 2 seeds 1"); // its amounts still say that something is left
    seed.client.close();
    Peer third = new Peer(1003, true, byPerson(url(tracker, scheme, "127.0.0.1")));
    third.hears(scheme + " peers 2 seeds 1");
  }

  @Test
  void bothFamiliesAreAskedOverUdp() {
    Tracker tracker = tracker();
    Peer first = new Peer(1001, true, byPerson(url(tracker, "udp", "localhost")));
    boolean v6 = Binding.loopback().addresses().size() == 2;
    first.hears(v6 ? "udp peers 2 seeds 2" : "udp peers 1 seeds 1");
    Peer second = new Peer(1002, false, byPerson(url(tracker, "udp", "localhost")));
    Await.holds(PATIENCE, () -> "candidates", () -> second.found.size() == (v6 ? 2 : 1));
  }

  @Test
  void strangersCannotMakeItSpeakToThisMachine() {
    Tracker tracker = tracker();
    for (String scheme : List.of("http", "udp")) {
      URI uri = URI.create(url(tracker, scheme, "127.0.0.1"));
      Peer peer = new Peer(1001, true, List.of(List.of(NamedTracker.byStranger(uri))));
      Await.holds(PATIENCE, () -> "a failure", () -> !peer.heard.isEmpty());
      assertThat(peer.heard.element()).contains("nearer than who named it");
    }
  }

  @Test
  void aNodeOnLoopbackAsksNobodyElse() {
    Peer peer =
        new Peer(1, true, byPerson("udp://198.18.0.1:1/announce", "http://198.18.0.1:1/announce"));
    Await.holds(PATIENCE, () -> "failures", () -> peer.heard.size() == 2);
    assertThat(peer.heard).containsOnly("failed: this node is bound to loopback");
  }

  @Test
  void whatIsNoTrackerIsSaidOnceAndTheNextIsAsked() {
    Tracker tracker = tracker();
    String noPage = url(tracker, "http", "127.0.0.1").replace("/announce", "/nothing");
    List<NamedTracker> tier =
        List.of(
            NamedTracker.byPerson(URI.create("wss://127.0.0.1/announce")),
            NamedTracker.byPerson(URI.create("udp://127.0.0.1/announce")),
            NamedTracker.byPerson(URI.create(noPage)),
            NamedTracker.byPerson(URI.create(url(tracker, "udp", "127.0.0.1"))));
    Peer peer = new Peer(1001, true, List.of(tier));
    peer.hears("udp peers 1 seeds 1");
    assertThat(peer.heard)
        .filteredOn(line -> line.startsWith("failed"))
        .allMatch(line -> line.contains("not an address of") || line.contains("status 404"));
  }

  @Test
  void aDeadUdpPortIsToldAtOnce() {
    int dead;
    try (Tracker gone = Tracker.start(TrackerSettings.on(Binding.loopback()))) {
      dead = gone.udpPort().orElseThrow();
    }
    Peer peer = new Peer(1001, true, byPerson("udp://127.0.0.1:" + dead));
    Await.holds(PATIENCE, () -> "a failure", () -> !peer.heard.isEmpty());
    assertThat(peer.heard.element()).startsWith("failed: ");
    long before = System.nanoTime();
    peer.client.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void theProtocolServesAtAPortOfANode() {
    assertThat(new TrackerProtocol().isOnRequest()).isTrue();
    TestHost host = new TestHost(7000);
    toClose.add(host);
    try (Running running = new TrackerProtocol().start(host);
        Transport.Listener listener =
            new TcpTransport(Binding.loopback()).listen(0, running::accept)) {
      assertThat(running.trackers()).contains(URI.create("http://127.0.0.1:7000/announce"));
      Peer peer = new Peer(1, true, byPerson("http://127.0.0.1:" + listener.port() + "/announce"));
      peer.hears("http peers 1 seeds 1");
      peer.client.close();
    }
  }

  @Test
  void isFoundAsAProtocol() {
    assertThat(ServiceLoader.load(Protocol.class))
        .hasAtLeastOneElementOfType(TrackerProtocol.class);
  }
}
