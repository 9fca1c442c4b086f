package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.LeakCheck;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both sides of a transfer, as a person or script calls them, on loopback; neither waits for the
 * other to begin. A share lasts until its copies are out, however slow the machine is. The local
 * network is kept out: another run of these tests on this machine has the same content.
 */
class ShareAndGetSocketTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path folder;
  private String port = "";

  @BeforeEach
  void someData() throws IOException {
    new Noise(1).file(folder.resolve("file"), 3_000_000);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(free.getLocalPort());
    }
  }

  private Called get(String link, String... more) {
    String[] always = {
      "get",
      link,
      "--to",
      "got",
      "--bind",
      "lo",
      "--port",
      "0",
      "--state",
      "b",
      "--json",
      "--no-lan"
    };
    String[] all = new String[always.length + more.length];
    System.arraycopy(always, 0, all, 0, always.length);
    System.arraycopy(more, 0, all, always.length, more.length);
    return Called.in(folder, all);
  }

  private CompletableFuture<Called> share(String copies) {
    return CompletableFuture.supplyAsync(() ->
        Called.in(
            folder,
            "share",
            "file",
            "--until-copies",
            copies,
            "--for",
            "120s",
            "--bind",
            "lo",
            "--port",
            port,
            "--state",
            "a",
            "--json",
            "--no-lan"));
  }

  @Test
  void aFileArrives() {
    Called.in(folder, "create", "file", "-o", "x.torrent");
    CompletableFuture<Called> sharing = share("1");
    Called got = get("x.torrent", "--peer", "127.0.0.1:" + port);
    assertThat(got.exitCode()).as(got.err() + got.out() + sharing.join()).isZero();
    assertThat(folder.resolve("got/file")).hasSameBinaryContentAs(folder.resolve("file"));
    assertThat(got.out()).contains("\"event\":\"listening\"", "\"event\":\"metadata\"");
    assertThat(got.out()).contains("\"event\":\"complete\"").endsWith("}\n");
    Called shared = sharing.join();
    assertThat(shared.exitCode()).isZero();
    assertThat(shared.out()).contains("\"event\":\"link\"", "\"magnet\":\"magnet:?xt=urn:btih:");
  }

  @Test
  void whatCheckFoundIsRepairedByItsHint() throws IOException {
    Called.in(folder, "create", "file", "-o", "x.torrent");
    CompletableFuture<Called> sharing = share("2");
    String peer = "127.0.0.1:" + port;
    assertThat(get("x.torrent", "--peer", peer).exitCode()).isZero();
    Path got = folder.resolve("got/file");
    FileTime time = Files.getLastModifiedTime(got);
    byte[] rotten = Files.readAllBytes(got);
    rotten[1_000_000] ^= 1;
    Files.write(got, rotten);
    Files.setLastModifiedTime(got, time); // as a dying disk does it
    Called checked = Called.in(folder, "check", "x.torrent", "--data", "got");
    assertThat(checked.out()).startsWith("damaged: file  bytes ");
    assertThat(checked.err()).contains("try:   shoal get x.torrent --overwrite --to got\n");
    assertThat(get("x.torrent", "--overwrite", "--peer", peer).exitCode()).isZero();
    assertThat(got).hasSameBinaryContentAs(folder.resolve("file"));
    sharing.join();
  }

  @Test
  void nobodyComesInTime() {
    LeakCheck leaks = LeakCheck.begin();
    Called called = get(HASH, "--timeout", "1s");
    assertThat(called.exitCode()).isEqualTo(3);
    assertThat(called.out()).contains("\"event\":\"error\"", "\"exit\":3");
    assertThat(called.err())
        .contains(
            "error: nobody online", "  try:   shoal get --wait " + HASH + " --to got --bind lo");
    leaks.close();
  }

  @Test
  void aPortThatWasAskedForAndIsBusyIsAnError() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Called called = get(HASH, "--port", String.valueOf(busy.getLocalPort()));
      assertThat(called.exitCode()).isEqualTo(9);
      assertThat(called.err()).contains(String.valueOf(busy.getLocalPort()));
    }
  }
}
