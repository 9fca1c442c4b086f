package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.content.Conflict;
import dev.shoal.host.ContentName;
import dev.shoal.host.Encryption;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Recipe;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers between hosts whose persons want encryption, or want none. */
class EncryptionSocketTest {
  @TempDir Path folder;

  private static <T extends TransferEvent> T await(
      BlockingQueue<TransferEvent> events, Class<T> kind) throws InterruptedException {
    while (true) {
      TransferEvent event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("no " + kind.getSimpleName() + " in time").isNotNull();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
      assertThat(event).isNotInstanceOf(TransferEvent.Failed.class);
    }
  }

  private String share(LoopbackHost host) throws InterruptedException {
    Path file = new Noise(1).file(folder.resolve("file"), 3_000_000);
    BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
    Recipe recipe =
        new Recipe(
            file, new byte[0], 0, List.of(), false, List.of(), List.of(), true, false, false);
    host.torrents.publisher(recipe).orElseThrow().publish(events::add);
    return await(events, TransferEvent.Linked.class).link();
  }

  private Transfer get(LoopbackHost host, String link, BlockingQueue<TransferEvent> events) {
    FetchPlan plan =
        new FetchPlan(
            folder.resolve("to"), Conflict.REFUSE, "", "", false, List.of(), List.of(), true);
    return host.torrents.fetcher(new ContentName.Link(link)).orElseThrow().fetch(plan, events::add);
  }

  /** Also where one side has to try both ways: at once, not after a pause. */
  @ParameterizedTest
  @CsvSource({
    "REQUIRE, REQUIRE, true",
    "PREFER, REQUIRE, true",
    "REQUIRE, PREFER, true",
    "PREFER, PREFER, false",
    "OFF, PREFER, false",
    "PREFER, OFF, false"
  })
  void aFileMoves(Encryption gets, Encryption shares, boolean encrypted) throws Exception {
    try (LeakCheck leaks = LeakCheck.begin();
        LoopbackHost here = new LoopbackHost(folder.resolve("s1"), shares);
        LoopbackHost there = new LoopbackHost(folder.resolve("s2"), gets)) {
      BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
      get(there, share(here), events);
      assertThat(await(events, TransferEvent.Peer.class).view().encrypted()).isEqualTo(encrypted);
      TransferEvent.Completed completed = await(events, TransferEvent.Completed.class);
      assertThat(completed.path()).hasSameBinaryContentAs(folder.resolve("file"));
      assertThat(completed.millis()).isLessThan(10_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"REQUIRE, OFF, does not speak encrypted", "OFF, REQUIRE, wants encryption"})
  void twoThatInsistOnDifferentWaysAreTold(Encryption gets, Encryption shares, String words)
      throws Exception {
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"), shares);
        LoopbackHost there = new LoopbackHost(folder.resolve("s2"), gets)) {
      BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
      try (Transfer transfer = get(there, share(here), events)) {
        TransferEvent.Warning warning = await(events, TransferEvent.Warning.class);
        assertThat(warning.message()).contains(words);
        assertThat(warning.hint())
            .isEqualTo(Optional.of("--encryption prefer, which allows both ways"));
        assertThat(transfer.peers()).isEmpty();
      }
    }
  }

  /** A stranger who speaks plainly learns nothing, not even that somebody would have answered. */
  @Test
  void aPlainHandshakeIsRefusedWhereEncryptionIsRequired() throws Exception {
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"), Encryption.REQUIRE)) {
      share(here);
      assertThat(answerTo(here, Handshake.prefix())).isEmpty();
    }
  }

  /** It is ended after the longest pad, without waiting for the time-out. */
  @Test
  void garbageIsEnded() throws Exception {
    try (LeakCheck leaks = LeakCheck.begin();
        LoopbackHost here = new LoopbackHost(folder.resolve("s1"))) {
      share(here);
      assertThat(answerTo(here, new Noise(2).bytes(96 + 512 + 20)))
          .as("a key and a pad at most")
          .hasSizeBetween(96, 96 + 512);
    }
  }

  private static byte[] answerTo(LoopbackHost host, byte[] bytes) throws IOException {
    var address = host.ports().listening().getFirst();
    try (Socket socket = new Socket(address.address(), address.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(bytes);
      return socket.getInputStream().readAllBytes();
    }
  }
}
