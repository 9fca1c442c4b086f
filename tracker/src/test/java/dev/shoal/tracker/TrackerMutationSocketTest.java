package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import dev.shoal.net.UdpSocket;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.event.TrackerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fifty thousand requests that are broken somewhere leave a tracker as it was. */
class TrackerMutationSocketTest {
  private static final int DATAGRAMS = 38_000;
  private static final int HTTP_REQUESTS = 12_000;

  /** So many fit the buffer of its socket, so that each is read. */
  private static final int BURST = 50;

  /** Of each kind, before its memory is measured: what is loaded and compiled once. */
  private static final int WARM_UP = 3000;

  /** Soon it is full of what the changes make up. */
  private static final int ROOM = 60_000; // bytes

  private static final int MOST_PEERS = ROOM / 10; // of eight bytes and some, at the least

  /** What a JVM keeps on its own account. */
  private static final long MOST_BYTES = 2 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Hash TORRENT = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");

  /** Nothing that is changed by chance becomes this one, so that its peer stays known. */
  private static final Hash OTHER = Hash.ofHex("a".repeat(40));

  private static final AnnounceRequest REQUEST = request(TORRENT);
  private static final String ANNOUNCE = announce("0102030405060708090a0b0c0d0e0f1011121314");
  private static final String OTHER_ANNOUNCE = announce("a".repeat(40)) + " HTTP/1.0||";

  private static final List<byte[]> HTTP =
      Stream.of(
              ANNOUNCE + "&compact=1&event=started HTTP/1.1|Host: x||",
              ANNOUNCE + "&compact=0&key=ab HTTP/1.0|Connection: keep-alive|User-Agent: y/1||",
              ANNOUNCE.replace("/ann", "/0123456789abcdef0123456789abcdef/ann") + " HTTP/1.1||",
              ANNOUNCE + " HTTP/1.1|X-Forwarded-For: 192.0.2.1, 192.0.2.2|Content-Length: 0||",
              "GET /scrape?info_hash=%01aaaaaaaaaaaaaaaaaaa&info_hash=%02b HTTP/1.1||")
          .map(TrackerMutationSocketTest::lines)
          .toList();

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Mutations mutations = new Mutations(random);
  private final Queue<TrackerEvent> troubles = new ConcurrentLinkedQueue<>();

  private static AnnounceRequest request(Hash torrent) {
    PeerId id = PeerId.create(new SplittableRandom(1));
    return new AnnounceRequest(torrent, id, 7462, 0, 0, 5, Event.NONE, 50, 0);
  }

  private static String announce(String hex) {
    return "GET /announce?info_hash="
        + hex.replaceAll("..", "%$0")
        + "&peer_id=-XX0001-abcdefghijkl&port=7462&uploaded=0&downloaded=0&left=5&numwant=50";
  }

  private static byte[] lines(String text) {
    return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private Tracker tracker() {
    TrackerSettings usual = TrackerSettings.on(Binding.loopback());
    return Tracker.start(
        usual
            .withLimits(new TrackerLimits(ROOM, 0, 100_000))
            .withEvents(event -> {
              if (!(event instanceof TrackerEvent.Denied)) {
                troubles.add(event);
              }
            }));
  }

  @Test
  void leaveItStandingAndNoLarger() throws IOException {
    System.out.println("seed " + seed);
    try (LeakCheck check = LeakCheck.begin()) {
      try (Tracker tracker = tracker()) {
        Locator.Ip at = new Locator.Ip(LOOPBACK, tracker.udpPort().orElseThrow());
        try (UdpSocket socket = UdpSocket.towards(Binding.loopback(), at)) {
          announceWell(socket, at);
          send(WARM_UP, WARM_UP, socket, at);
          long used = used();
          long open = openFiles();
          send(DATAGRAMS, HTTP_REQUESTS, socket, at);
          assertThat(used() - used).as("bytes that are kept").isLessThan(MOST_BYTES);
          Await.holds(PATIENCE, () -> "files closed: " + openFiles(), () -> openFiles() <= open);
          announceWell(socket, at);
        }
        assertThat(tracker.figures("").peers()).isLessThanOrEqualTo(MOST_PEERS);
      }
      assertThat(troubles).isEmpty();
      assertThat(check).isNotNull();
    }
  }

  private void send(int datagrams, int requests, UdpSocket socket, Locator.Ip at) {
    for (int sent = 0; sent < datagrams; sent += BURST) {
      long id = connect(socket, at);
      IntStream.range(0, BURST).forEach(_ -> socket.send(mutated(id), at));
    }
    for (int i = 0; i < requests; i++) {
      ask(at);
    }
  }

  private ByteBuffer mutated(long id) {
    int kind = random.nextInt(8);
    UdpRequest request =
        switch (kind) {
          case 0 -> new UdpRequest.Connect(random.nextInt());
          case 1, 2 -> new UdpRequest.Scrape(id, 1, hashes(1 + random.nextInt(3)));
          case 3 -> new UdpRequest.Scrape(id, 1, hashes(70 + random.nextInt(10)));
          case 4 -> new UdpRequest.Announce(id + random.nextInt(), 1, REQUEST);
          default -> new UdpRequest.Announce(id, 1, REQUEST);
        };
    byte[] bytes = bytes(UdpAnnounce.encode(request));
    if (kind == 5) { // options of BEP 41, whose length is a lie
      byte[] options = {2, (byte) random.nextInt(), '/', 'a', 1, 2, (byte) random.nextInt(), 0};
      bytes = bytes(ByteBuffer.allocate(bytes.length + 8).put(bytes).put(options).flip());
    }
    ByteBuffer mutated = ByteBuffer.wrap(mutations.of(bytes));
    boolean proven = mutated.limit() >= Long.BYTES && random.nextBoolean();
    return proven ? mutated.putLong(0, id) : mutated; // who proves nothing is not read further
  }

  private static List<Hash> hashes(int count) {
    return IntStream.range(0, count).mapToObj(_ -> TORRENT).toList();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Sends one request, or two at once, and nothing more; what comes back is an answer or none. */
  private void ask(Locator.Ip at) {
    try (Socket socket = new Socket(at.address(), at.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      try {
        socket.getOutputStream().write(mutations.of(HTTP.get(random.nextInt(HTTP.size()))));
        if (random.nextInt(4) == 0) {
          socket.getOutputStream().write(mutations.of(HTTP.get(random.nextInt(HTTP.size()))));
        }
        socket.shutdownOutput();
        byte[] answer = socket.getInputStream().readAllBytes();
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        assertThat(text).matches("(?s)|HTTP/1\\.1 (200|400|404|405|431|505) .*\r\n\r\n.*");
      } catch (SocketException refusedBeforeAllWasRead) {
        assertThat(refusedBeforeAllWasRead).isNotNull(); // the rest made the system reset it
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A connection id; whatever was sent before has been read by then. */
  private long connect(UdpSocket socket, Locator.Ip at) {
    int transaction = random.nextInt();
    socket.send(UdpAnnounce.encode(new UdpRequest.Connect(transaction)), at);
    ByteBuffer in = ByteBuffer.allocate(UdpAnnounce.MAX_MESSAGE);
    while (true) {
      assertThat(socket.receive(in.clear(), PATIENCE)).as("an answer").isPresent();
      UdpResponse answer = UdpAnnounce.decodeResponse(in.flip(), false);
      if (answer instanceof UdpResponse.Connected(int of, long id) && of == transaction) {
        return id;
      }
    }
  }

  /** A well-formed announce is answered as ever, over both. */
  private void announceWell(UdpSocket socket, Locator.Ip at) throws IOException {
    long id = connect(socket, at);
    socket.send(UdpAnnounce.encode(new UdpRequest.Announce(id, 7, request(OTHER))), at);
    ByteBuffer in = ByteBuffer.allocate(UdpAnnounce.MAX_MESSAGE);
    assertThat(socket.receive(in, PATIENCE)).isPresent();
    assertThat(UdpAnnounce.decodeResponse(in.flip(), false))
        .isInstanceOf(UdpResponse.Announced.class);
    try (Socket visitor = new Socket(at.address(), at.port())) {
      visitor.setSoTimeout((int) PATIENCE.toMillis());
      visitor.getOutputStream().write(lines(OTHER_ANNOUNCE));
      String answer =
          new String(visitor.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("8:interval", "5:peers");
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** How many files and sockets the process has open; 0 where the system does not tell. */
  private static long openFiles() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException notTold) {
      return 0;
    }
  }
}
