package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When shares and downloads end, and what becomes of files that are in the way, on loopback.
 *
 * <p>The local network is kept out: loopback is one link for all that runs on this machine, and
 * another run of these tests has the same content. Its downloads would take the copies that a share
 * counts here.
 */
class EndsSocketTest {
  @TempDir private Path folder;
  private String port = "";
  private int shares;

  @BeforeEach
  void someData() throws IOException {
    Files.createDirectory(folder.resolve("photos"));
    new Noise(1).file(folder.resolve("photos/a"), 300_000);
    new Noise(2).file(folder.resolve("photos/b"), 300_000);
    Called.in(folder, "create", "photos", "-o", "x.torrent");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(free.getLocalPort());
    }
  }

  private Called shoal(String line) {
    return Called.in(folder, line.split(" "));
  }

  /** Calls it on a thread of its own; those of the common pool may be too few. */
  private CompletableFuture<Called> meanwhile(String line) {
    return CompletableFuture.supplyAsync(
        () -> shoal(line), task -> Thread.ofPlatform().daemon().start(task));
  }

  /** Shares, and returns when whoever comes is served. */
  private CompletableFuture<Called> share(String options) {
    String state = "share-" + shares++;
    String line =
        "share photos --bind lo --no-lan --port " + port + " --state " + state + " " + options;
    CompletableFuture<Called> sharing = meanwhile(line);
    long end = System.nanoTime() + 20_000_000_000L;
    while (Files.notExists(folder.resolve(state + "/torrents")) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return sharing;
  }

  private Called get(String options) {
    return shoal(
        "get x.torrent --bind lo --no-lan --port 0 --timeout 20s --peer 127.0.0.1:"
            + port
            + " "
            + options);
  }

  @Test
  void aShareEndsAfterItsCopies() throws Exception {
    CompletableFuture<Called> sharing = share("--until-copies 2 --for 60s");
    assertThat(get("--to one --state one").exitCode()).isZero();
    assertThat(sharing).isNotDone();
    assertThat(get("--to two --state two").exitCode()).isZero();
    assertThat(sharing.get(30, TimeUnit.SECONDS).exitCode()).isZero();
    CompletableFuture<Called> once = share("--once");
    assertThat(get("--to three --state three").exitCode()).isZero();
    assertThat(once.get(30, TimeUnit.SECONDS).exitCode()).isZero();
  }

  @Test
  void seedingEndsByRatioOrTime() throws Exception {
    CompletableFuture<Called> sharing = share("--for 60s --once");
    String other = port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(free.getLocalPort());
    }
    String first =
        "get x.torrent --to one --state one --bind lo --no-lan --seed-ratio 0.9 --seed-time 60s";
    String peer = " --peer 127.0.0.1:" + other + " --port " + port;
    CompletableFuture<Called> seeding = meanwhile(first + peer);
    assertThat(sharing.get(30, TimeUnit.SECONDS).exitCode()).isZero();
    assertThat(get("--to two --state two --seed-time 1s").exitCode()).isZero();
    assertThat(seeding.get(30, TimeUnit.SECONDS).exitCode()).isZero();
    assertThat(folder.resolve("two/photos/a")).hasSameBinaryContentAs(folder.resolve("photos/a"));
  }

  @Test
  void whatIsInTheWayIsTreatedAsThePersonWants() throws IOException {
    CompletableFuture<Called> sharing = share("--until-copies 2 --for 60s");
    Path mine = folder.resolve("to/photos/a");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    assertThat(get("--to to --state b1").exitCode()).isEqualTo(9);
    assertThat(mine).hasContent("mine");
    assertThat(folder.resolve("to/photos/b")).doesNotExist();
    Called skipped = get("--to to --state b2 --skip");
    assertThat(skipped.exitCode()).as(skipped.err()).isZero();
    assertThat(mine).hasContent("mine");
    assertThat(folder.resolve("to/photos/b")).hasSameBinaryContentAs(folder.resolve("photos/b"));
    assertThat(get("--to to --state b3 --rename").out())
        .isEqualTo(folder.resolve("to/photos (1)") + "\n");
    assertThat(mine).hasContent("mine");
    assertThat(get("--to to --state b4 --overwrite").exitCode()).isZero();
    assertThat(mine).hasSameBinaryContentAs(folder.resolve("photos/a"));
    sharing.join();
  }

  @Test
  void aTorrentIsFetchedFromTheWeb() throws Exception {
    CompletableFuture<Called> sharing = share("--for 60s --once");
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      byte[] torrent = Files.readAllBytes(folder.resolve("x.torrent"));
      Thread.ofVirtual().start(() -> serve(server, torrent));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.torrent";
      Called got =
          shoal(
              "get "
                  + url
                  + " --to web --state b --bind lo --no-lan --port 0 --peer 127.0.0.1:"
                  + port);
      assertThat(got.exitCode()).as(got.err()).isZero();
    }
    assertThat(folder.resolve("web/photos/b")).hasSameBinaryContentAs(folder.resolve("photos/b"));
    assertThat(sharing.get(30, TimeUnit.SECONDS).exitCode()).isZero();
  }

  @Test
  void whatIsExcludedIsNotShared() {
    Called shared = shoal("share photos --exclude a --for 1s --bind lo --port 0 --state a --json");
    assertThat(shared.out()).contains("xl=300000");
    Called created = shoal("create photos --exclude a --exclude x* -o y.torrent --json");
    assertThat(created.out()).contains("\"bytes\":300000");
  }

  private static void serve(ServerSocket server, byte[] body) {
    try (Socket one = server.accept();
        OutputStream out = one.getOutputStream()) {
      if (one.getInputStream().read(new byte[4096]) > 0) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
      }
    } catch (IOException over) {
      return;
    }
  }
}
