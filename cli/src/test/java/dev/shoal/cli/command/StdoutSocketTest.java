package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.node.Node;
import dev.shoal.node.ShareOptions;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code get --stdout}, from a share on loopback that lasts as long as the test. The local network
 * is kept out: another run of these tests on this machine has the same content.
 */
class StdoutSocketTest {
  @TempDir private Path folder;
  private String port = "";

  @BeforeEach
  void someData() throws IOException {
    Files.createDirectory(folder.resolve("photos"));
    new Noise(1).file(folder.resolve("photos/a"), 1_000_000);
    Files.writeString(folder.resolve("photos/b"), "hello".repeat(100_000));
    Called.in(folder, "create", "photos", "-o", "x.torrent");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(free.getLocalPort());
    }
  }

  private Called get(String link, String... more) {
    String[] always = {
      "get",
      link,
      "--stdout",
      "--bind",
      "lo",
      "--no-lan",
      "--port",
      "0",
      "--state",
      "b",
      "--peer",
      "127.0.0.1:" + port,
      "--timeout",
      "20s"
    };
    return Called.in(folder, Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void theFileThatIsMeantIsAllOfStandardOutput() throws Exception {
    try (Node sharer =
        Node.builder()
            .stateFolder(folder.resolve("a"))
            .bind("lo")
            .port(Integer.parseInt(port))
            .without("lan")
            .start()) {
      assertThat(sharer.share(folder.resolve("photos"), ShareOptions.defaults()).link())
          .isNotNull();
      theFileThatIsMeantIsFetched();
    }
  }

  private void theFileThatIsMeantIsFetched() throws IOException {
    String text = Files.readString(folder.resolve("photos/b"));
    Called selected = get("x.torrent", "--select", "b");
    assertThat(selected.exitCode()).as(selected.err()).isZero();
    assertThat(selected.out()).isEqualTo(text);
    String magnet =
        Called.in(folder, "show", "x.torrent")
            .out()
            .lines()
            .filter(line -> line.startsWith("magnet:"))
            .findFirst()
            .orElseThrow();
    assertThat(get(magnet + "&so=1").out()).isEqualTo(text);
    Called both = get("x.torrent");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("this link means 2", "--select 1");
    assertThat(both.out()).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve("b/scratch"))) {
      assertThat(left).isEmpty();
    }
    assertThat(folder.resolve("b")).isDirectoryNotContaining("glob:**content*");
  }

  @Test
  void whatAKilledOneLeftIsRemoved() throws IOException {
    Files.createDirectories(folder.resolve("b/scratch/123/content"));
    Files.write(folder.resolve("b/scratch/123/content/x"), "x".getBytes(StandardCharsets.UTF_8));
    assertThat(get("x.torrent", "--select", "b", "--timeout", "1s").exitCode()).isEqualTo(3);
    assertThat(folder.resolve("b/scratch")).isEmptyDirectory();
  }

  @Test
  void nothingElseGoesThere() {
    assertThat(get("x.torrent", "--json").exitCode()).isEqualTo(2);
    assertThat(get("x.torrent", "x.torrent").exitCode()).isEqualTo(2);
  }
}
