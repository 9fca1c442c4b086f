package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.net.UdpSocket;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.LeakCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker on real sockets, spoken to byte by byte. */
class TrackerSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Hash TORRENT = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");
  private static final AnnounceRequest REQUEST =
      new AnnounceRequest(
          TORRENT, PeerId.create(new SplittableRandom(1)), 7462, 0, 0, 5, Event.STARTED, 50, 0);

  @TempDir private Path folder;

  private static Tracker tracker() {
    return Tracker.start(TrackerSettings.on(Binding.loopback()));
  }

  private static TrackerSettings settings(OptionalInt udp, OptionalInt http) {
    return TrackerSettings.on(TrackerSettings.Listening.at(Binding.loopback(), udp, http));
  }

  /** A connection that sends lines and reads what comes. */
  private static final class Visitor implements AutoCloseable {
    private final Socket socket;

    Visitor(Tracker tracker) throws IOException {
      socket = new Socket(LOOPBACK, tracker.httpPort().orElseThrow());
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** The head and body of one answer. */
    String answer() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        assertThat(next).as("after %s", head).isNotNegative();
        head.append((char) next);
      }
      int length = Integer.parseInt(head.toString().replaceAll("(?s).*Length: (\\d+).*", "$1"));
      return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    boolean isAtEnd() throws IOException {
      return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String announce(String rest) {
    return "GET /announce?info_hash=%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14"
        + "&peer_id=-XX0001-abcdefghijkl&"
        + rest
        + " HTTP/1.1|Host: x||";
  }

  @Test
  void requestsFollowEachOtherOnAConnectionEvenAtOnce() throws IOException {
    try (Tracker tracker = tracker();
        Visitor visitor = new Visitor(tracker)) {
      visitor.send(announce("port=1&left=0"));
      assertThat(visitor.answer())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("8:completei1e11:external ip4:\u007f\0\0\1")
          .contains("5:peers0:");
      visitor.send(
          announce("port=2&left=9") + announce("port=3&left=9&compact=0").substring(0, 40));
      assertThat(visitor.answer()).contains("5:peers6:\u007f\0\0\1\0\1");
      visitor.send(announce("port=3&left=9&compact=0").substring(40));
      assertThat(visitor.answer()).contains("d2:ip9:127.0.0.14:porti1ee").doesNotContain("peer id");
      visitor.send("GET /scrape?info_hash=" + "x".repeat(20) + " HTTP/1.0||");
      assertThat(visitor.answer()).contains("Connection: close").contains("8:completei0e");
      assertThat(visitor.isAtEnd()).isTrue();
    }
  }

  @Test
  void whatItDoesNotServeIsRefusedInWords() throws IOException {
    try (Tracker tracker = tracker()) {
      for (String[] each :
          List.of(
              new String[] {"GET /announce?port=1 HTTP/1.1||", "14:failure reason12:no info_hash"},
              new String[] {announce("port=0"), "14:failure reason23:no port to reach you at"},
              new String[] {"GET /index.html HTTP/1.1||", "HTTP/1.1 404 Not Found"},
              new String[] {"POST /announce HTTP/1.1||", "HTTP/1.1 405"},
              new String[] {"\u0016\u0003\u0001||", "HTTP/1.1 400"},
              new String[] {"GET /" + "x".repeat(9000), "HTTP/1.1 431"})) {
        try (Visitor visitor = new Visitor(tracker)) {
          visitor.send(each[0]);
          assertThat(visitor.answer()).contains(each[1]);
        }
      }
    }
  }

  @Test
  void nothingIsSentToWhoProvesNothing() {
    try (Tracker tracker = tracker()) {
      Locator.Ip at = new Locator.Ip(LOOPBACK, tracker.udpPort().orElseThrow());
      try (UdpSocket socket = UdpSocket.towards(Binding.loopback(), at)) {
        socket.send(UdpAnnounce.encode(new UdpRequest.Announce(99, 1, REQUEST)), at);
        socket.send(UdpAnnounce.encode(new UdpRequest.Scrape(99, 2, List.of(TORRENT))), at);
        socket.send(ByteBuffer.allocate(0), at);
        socket.send(UdpAnnounce.encode(new UdpRequest.Connect(3)), at);
        UdpResponse first = receive(socket);
        assertThat(first).isInstanceOf(UdpResponse.Connected.class);
        assertThat(first.transaction()).isEqualTo(3);
        assertThat(UdpAnnounce.encode(first, false).remaining()).isEqualTo(16);
        long id = ((UdpResponse.Connected) first).connection();
        socket.send(UdpAnnounce.encode(new UdpRequest.Announce(id, 4, REQUEST)), at);
        assertThat(receive(socket)).isInstanceOf(UdpResponse.Announced.class);
        socket.send(UdpAnnounce.encode(new UdpRequest.Scrape(id, 5, List.of(TORRENT))), at);
        assertThat(receive(socket).toString()).contains("leechers=1");
      }
    }
  }

  private static UdpResponse receive(UdpSocket socket) {
    ByteBuffer in = ByteBuffer.allocate(2048);
    assertThat(socket.receive(in, PATIENCE)).isPresent();
    return UdpAnnounce.decodeResponse(in.flip(), false);
  }

  @Test
  void udpAndHttpShareANumberWhereTheyMay() {
    try (Tracker any = tracker()) {
      assertThat(any.udpPort()).isEqualTo(any.httpPort());
      int taken = any.httpPort().orElseThrow();
      assertThatThrownBy(() -> Tracker.start(settings(OptionalInt.of(taken), OptionalInt.empty())))
          .isInstanceOf(Problem.class);
      try (Tracker httpOnly = Tracker.start(settings(OptionalInt.empty(), OptionalInt.of(0)))) {
        assertThat(httpOnly.udpPort()).isEmpty();
        assertThat(httpOnly.announceUrls(LOOPBACK))
            .hasToString(
                "[http://127.0.0.1:%d/announce]".formatted(httpOnly.httpPort().orElseThrow()));
      }
    }
  }

  @Test
  void aListIsReadAgainWhenItChanges() throws IOException {
    Path deny = folder.resolve("deny");
    Files.writeString(deny, "");
    TrackerSettings settings =
        settings(OptionalInt.empty(), OptionalInt.of(0))
            .withAccess(TrackerSettings.Access.lists(Optional.empty(), Optional.of(deny)));
    try (Tracker tracker = Tracker.start(settings);
        Visitor visitor = new Visitor(tracker)) {
      visitor.send(announce("port=1"));
      assertThat(visitor.answer()).contains("5:peers");
      Files.writeString(deny, TORRENT.hex() + "\n");
      Await.holds(
          PATIENCE,
          () -> "a refusal",
          () -> {
            try {
              visitor.send(announce("port=1"));
              return visitor.answer().contains("does not serve that torrent");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @Test
  void closingLeavesNothingBehind() throws IOException {
    try (LeakCheck check = LeakCheck.begin()) {
      Tracker tracker = tracker();
      try (Visitor visitor = new Visitor(tracker)) {
        visitor.send(announce("port=1"));
        visitor.answer();
        tracker.close();
        assertThat(visitor.isAtEnd()).isTrue();
      }
      assertThat(check).isNotNull();
    }
  }
}
