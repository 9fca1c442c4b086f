package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.content.Conflict;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Recipe;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.Noise;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a private torrent tells, and asks, beside its trackers: nothing (BEP 27). */
class PrivateSocketTest {
  private static final int EXTENDED = 20;
  private static final int PORT = 9;

  @TempDir Path folder;
  private final RecordingDiscovery discovery = new RecordingDiscovery(true, true);
  private Path from;

  @BeforeEach
  void begin() throws IOException {
    from = new Noise(1).file(folder.resolve("film"), 200_000);
  }

  /** What a stranger hears from a share: reserved bytes, and the messages up to the first pause. */
  private record Heard(byte[] reserved, List<byte[]> messages) {
    boolean hasPort() {
      return messages.stream().anyMatch(message -> message[0] == PORT);
    }

    BDict extensions() {
      byte[] hello =
          messages.stream().filter(it -> it[0] == EXTENDED && it[1] == 0).findFirst().orElseThrow();
      byte[] payload = java.util.Arrays.copyOfRange(hello, 2, hello.length);
      return Bencode.decodeDict(payload, BencodeLimits.message(1 << 14)).dict("m").orElseThrow();
    }
  }

  private Heard share(boolean privately, LoopbackHost host) throws Exception {
    Recipe recipe =
        new Recipe(
            from,
            new byte[0],
            0,
            List.of(URI.create("http://127.0.0.1:1/announce")),
            privately,
            List.of(),
            List.of(),
            false,
            false);
    Events events = new Events();
    host.torrents.publisher(recipe).orElseThrow().publish(events);
    TransferEvent.Linked linked = events.await(TransferEvent.Linked.class);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.ports().port())) {
      socket.setSoTimeout(1000);
      byte[] reserved = {0, 0, 0, 0, 0, 0x10, 0, 0x05};
      ByteBuffer hello = ByteBuffer.allocate(68).put((byte) 19);
      hello.put("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII)).put(reserved);
      hello.put(linked.infoHash().bytes()).put(new byte[20]);
      socket.getOutputStream().write(hello.array());
      return heard(new DataInputStream(socket.getInputStream()));
    }
  }

  private static Heard heard(DataInputStream in) throws IOException {
    byte[] theirs = in.readNBytes(68);
    List<byte[]> messages = new ArrayList<>();
    try {
      while (messages.size() < 20) {
        byte[] message = in.readNBytes(in.readInt());
        if (message.length > 0) {
          messages.add(message);
        }
      }
    } catch (java.net.SocketTimeoutException pause) {
      assertThat(messages).isNotEmpty();
    }
    return new Heard(java.util.Arrays.copyOfRange(theirs, 20, 28), messages);
  }

  @Test
  void aPublicOneTellsOfPeersAndTheDht() throws Exception {
    try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), discovery)) {
      Heard heard = share(false, host);
      assertThat(heard.reserved[7] & 1).as("the bit of BEP 5").isEqualTo(1);
      assertThat(heard.hasPort()).isTrue();
      assertThat(heard.extensions().integer("ut_pex")).isPresent();
      assertThat(discovery.asked).hasSize(1);
    }
  }

  @Test
  void aPrivateOneDoesNot() throws Exception {
    try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), discovery)) {
      Heard heard = share(true, host);
      assertThat(heard.reserved[7] & 1).isZero();
      assertThat(heard.hasPort()).isFalse();
      assertThat(heard.extensions().integer("ut_pex")).isEmpty();
      assertThat(discovery.asked).isEmpty();
    }
  }

  /**
   * A link does not say that it is: as soon as the metadata does, nobody else is asked any more.
   */
  @Test
  void whatTurnsOutToBePrivateIsAskedForNoLonger() throws Exception {
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"));
        LoopbackHost there = new LoopbackHost(folder.resolve("s2"), discovery)) {
      Events sharing = new Events();
      Recipe recipe =
          new Recipe(
              from,
              new byte[0],
              0,
              List.of(URI.create("http://127.0.0.1:1/announce")),
              true,
              List.of(),
              List.of(),
              false,
              false);
      here.torrents.publisher(recipe).orElseThrow().publish(sharing);
      TransferEvent.Linked linked = sharing.await(TransferEvent.Linked.class);
      Hash hash = linked.infoHash();
      FetchPlan plan =
          new FetchPlan(
              folder.resolve("to"),
              Conflict.REFUSE,
              "",
              "",
              false,
              List.of(),
              List.of(here.ports().listening().getFirst()),
              false);
      Events getting = new Events();
      there.torrents.fetcher(new ContentName.Link(hash.hex())).orElseThrow().fetch(plan, getting);
      getting.await(TransferEvent.Completed.class);
      assertThat(discovery.asked).containsExactly(hash);
      Await.holds(Duration.ofSeconds(10), () -> "closed", () -> discovery.ended.contains(hash));
      assertThat(Files.size(folder.resolve("to/film"))).isEqualTo(200_000);
      Metainfo made = Metainfo.parse(Files.readAllBytes(linked.description()));
      assertThat(made.info().isPrivate()).isTrue();
    }
  }
}
