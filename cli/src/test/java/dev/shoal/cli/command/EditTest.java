package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditTest {
  @TempDir private Path folder;
  private Path torrent = Path.of("");
  private byte[] before = {};

  @BeforeEach
  void aTorrent() throws IOException {
    new Noise(1).file(folder.resolve("a"), 1000);
    Called.in(folder, "create", "a", "-o", "a.torrent", "--tracker", "udp://a:1");
    torrent = folder.resolve("a.torrent");
    before = Files.readAllBytes(torrent);
  }

  private Called edit(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "edit";
    all[1] = "a.torrent";
    System.arraycopy(options, 0, all, 2, options.length);
    return Called.in(folder, all);
  }

  private String shown(String file) {
    return Called.in(folder, "show", file).out();
  }

  @Test
  void itIsEditedInItsPlace() {
    Called called =
        edit(
            "--replace-tracker",
            "udp://a:1",
            "udp://b:1",
            "--tracker",
            "udp://c:1,http://d/",
            "--web-seed",
            "https://w/",
            "--comment",
            "hello");
    assertThat(called.exitCode()).as(called.err()).isZero();
    assertThat(called.out()).isEqualTo(torrent + "\n");
    assertThat(shown("a.torrent"))
        .contains("trackers    udp://b:1\n", "trackers    udp://c:1, http://d/\n")
        .contains("web seed    https://w/\n", "comment     hello\n");
    assertThat(edit("--clear-trackers", "--clear-web-seeds", "--comment", "").exitCode()).isZero();
    assertThat(shown("a.torrent")).doesNotContain("trackers", "web seed", "comment");
  }

  @Test
  void theNameStays() {
    String hash = shown("a.torrent").lines().skip(1).findFirst().orElseThrow();
    assertThat(edit("--comment", "x", "-o", "b.torrent", "--json").out()).contains("\"edited\"");
    assertThat(shown("b.torrent")).contains(hash);
    assertThat(torrent).hasBinaryContent(before);
  }

  @Test
  void anotherFileIsNotReplaced() throws IOException {
    Files.writeString(folder.resolve("b.torrent"), "mine");
    assertThat(edit("--comment", "x", "-o", "b.torrent").exitCode()).isEqualTo(9);
    assertThat(folder.resolve("b.torrent")).hasContent("mine");
    assertThat(edit("--comment", "x", "-o", "b.torrent", "--overwrite").exitCode()).isZero();
  }

  @Test
  void whatIsNotThereCannotBeRemoved() {
    Called called = edit("--comment", "x", "--remove-tracker", "udp://z:1");
    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.err()).contains("a.torrent has no tracker udp://z:1", "shoal show a.torrent");
    assertThat(torrent).hasBinaryContent(before);
    assertThat(edit().exitCode()).isEqualTo(2);
    assertThat(edit("--tracker", "nonsense").exitCode()).isEqualTo(2);
    assertThat(edit("--web-seed", "ftp://x/").exitCode()).isEqualTo(2);
  }

  @Test
  void aSecretStaysOne() throws IOException {
    Files.setPosixFilePermissions(torrent, PosixFilePermissions.fromString("rw-------"));
    assertThat(edit("--tracker", "http://t/secret").exitCode()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(torrent)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLinkToItStaysOne() throws IOException {
    Files.move(torrent, folder.resolve("real"));
    Files.createSymbolicLink(torrent, Path.of("real"));
    assertThat(edit("--comment", "x").exitCode()).isZero();
    assertThat(torrent).isSymbolicLink();
    assertThat(shown("real")).contains("comment     x");
  }
}
