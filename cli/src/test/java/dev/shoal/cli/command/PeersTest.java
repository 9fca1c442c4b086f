package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.discovery.book.PeerBook;
import dev.shoal.node.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  private Called peers(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "peers";
    all[1] = "--state";
    all[2] = "state";
    System.arraycopy(options, 0, all, 3, options.length);
    return Called.in(folder, all);
  }

  private static Locator.Ip at(String address) {
    return new Locator.Ip(InetAddress.ofLiteral(address), 6881);
  }

  private void remember() throws IOException {
    PeerBook book = new PeerBook(new SplittableRandom(1));
    long now = System.currentTimeMillis();
    book.answered("mainline", at("198.51.100.1"), now - 3 * HOUR - 1000);
    book.answered("mainline", at("203.0.113.2"), now - 2 * HOUR - 1000);
    book.heard("mainline", at("192.0.2.3"), at("203.0.113.2"), now - 50 * HOUR);
    Files.createDirectories(folder.resolve("state"));
    Files.write(folder.resolve("state/peers"), book.encode());
  }

  @Test
  void whoAnsweredLastComesFirst() throws IOException {
    remember();
    Called called = peers();
    assertThat(called.exitCode()).isZero();
    assertThat(called.out().lines())
        .containsExactly(
            "mainline  203.0.113.2:6881      answered 2 h ago          from itself",
            "mainline  198.51.100.1:6881     answered 3 h ago          from itself",
            "mainline  192.0.2.3:6881        new, named 2 days ago     from 203.0.113.2:6881");
  }

  @Test
  void aProgramGetsAnObjectALine() throws IOException {
    remember();
    assertThat(peers("--json").out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"v\":1,\"event\":\"remembered\","))
        .last()
        .asString()
        .contains("\"tried\":false", "\"lastAnswer\":null", "\"source\":\"203.0.113.2:6881\"");
  }

  @Test
  void noMoreThanWantedAreListedAndTheRestIsTold() throws IOException {
    remember();
    Called called = peers("--most", "1");
    assertThat(called.out().lines()).hasSize(1);
    assertThat(called.err()).contains("2 more nodes");
    assertThat(peers("--most", "-1").exitCode()).isEqualTo(2);
  }

  @Test
  void theyCanBeForgottenUnlessANodeIsAtWork() throws IOException {
    remember();
    try (StateFolder atWork = StateFolder.open(folder.resolve("state"))) {
      assertThat(atWork.first()).isTrue();
      assertThat(peers("--forget").exitCode()).isEqualTo(9);
    }
    assertThat(peers().out().lines()).hasSize(3);
    assertThat(peers("--forget").exitCode()).isZero();
    Called none = peers();
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("no node is remembered");
  }

  @Test
  void aDamagedMemoryIsNotShown() throws IOException {
    remember();
    Files.write(folder.resolve("state/peers"), new byte[99]);
    assertThat(peers().exitCode()).isEqualTo(10);
  }
}
