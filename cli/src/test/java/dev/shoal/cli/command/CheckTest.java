package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir private Path folder;

  /** Pieces of 16384 bytes: a is 0-6 and a part of 6, b the rest of 6 to 9. */
  @BeforeEach
  void someData() throws IOException {
    Files.createDirectory(folder.resolve("photos"));
    new Noise(1).file(folder.resolve("photos/a.jpg"), 100_000);
    new Noise(2).file(folder.resolve("photos/b.jpg"), 50_000);
    Called.in(folder, "create", "photos", "-o", "x.torrent", "--piece-size", "16KiB");
  }

  private Called check(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "check";
    all[1] = "x.torrent";
    System.arraycopy(more, 0, all, 2, more.length);
    return Called.in(folder, all);
  }

  private void spoil(String file, long at) throws IOException {
    try (var opened = new RandomAccessFile(folder.resolve("photos/" + file).toFile(), "rw")) {
      opened.seek(at);
      int before = opened.read();
      opened.seek(at);
      opened.write(before ^ 1);
    }
  }

  @Test
  void goodDataIsFoundInItsFolderOrAsItself() {
    assertThat(check("--data", ".").exitCode()).isZero();
    assertThat(check("--data", "photos").out()).isEqualTo("good: photos  2 files  146 KiB\n");
  }

  @Test
  void aSingleFileIsFoundInItsFolderOrAsItself() {
    Called.in(folder, "create", "photos/a.jpg", "-o", "x.torrent", "--overwrite");
    assertThat(check("--data", "photos").exitCode()).isZero();
    assertThat(check("--data", "photos/a.jpg").exitCode()).isZero();
    assertThat(check("--data", "photos/b.jpg").exitCode()).isEqualTo(10);
    assertThat(check("--data", ".").out()).isEqualTo("missing: a.jpg\n");
    assertThat(check("--data", "nowhere").exitCode()).isEqualTo(2);
  }

  @Test
  void damagedRangesAreNamed() throws IOException {
    spoil("a.jpg", 20_000);
    spoil("a.jpg", 60_000);
    Called called = check("--data", ".");
    assertThat(called.exitCode()).isEqualTo(10);
    assertThat(called.out()).isEqualTo("damaged: a.jpg  bytes 16384-32767, 49152-65535\n");
    assertThat(called.err())
        .contains("error: 1 file of 2 missing or different: 80% of the pieces are good")
        .contains("try:   shoal get x.torrent --overwrite --to .\n");
    assertThat(check("--data", "photos", "--json").out())
        .contains(
            "\"path\":\"a.jpg\",\"kind\":\"damaged\",\"bytes\":100000,\"found\":100000,"
                + "\"ranges\":[{\"from\":16384,\"end\":32768},{\"from\":49152,\"end\":65536}]}")
        .contains("\"have\":8,\"pieces\":10,\"bad\":[\"a.jpg\"]")
        .contains("\"exit\":10");
  }

  @Test
  void whatAMissingNeighbourHidesIsNotCalledDamaged() throws IOException {
    Files.delete(folder.resolve("photos/a.jpg"));
    assertThat(check("--data", ".").out())
        .isEqualTo(
            """
            missing: a.jpg
            unknown: b.jpg  bytes 0-14687, of which a missing file has a part
            """);
  }

  @Test
  void wrongLengthsAreNamed() throws IOException {
    try (var a = new RandomAccessFile(folder.resolve("photos/a.jpg").toFile(), "rw");
        var b = new RandomAccessFile(folder.resolve("photos/b.jpg").toFile(), "rw")) {
      a.setLength(100_003);
      b.setLength(49_000);
    }
    assertThat(check("--data", ".").out())
        .isEqualTo(
            """
            longer: a.jpg  100003 bytes instead of 100000
            shorter: b.jpg  49000 bytes instead of 50000, bad: bytes 47456-49999
            """);
  }

  @Test
  void aFolderInPlaceOfAFileIsAMissingFile() throws IOException {
    Files.delete(folder.resolve("photos/a.jpg"));
    Files.createDirectory(folder.resolve("photos/a.jpg"));
    assertThat(check("--data", ".").out()).startsWith("missing: a.jpg\n");
  }

  @Test
  void underAnotherNameTheHintSaysWhichOneIsNeeded() throws IOException {
    spoil("a.jpg", 0);
    Files.move(folder.resolve("photos"), folder.resolve("other"));
    assertThat(check("--data", "other").err()).contains("once it is named photos there");
  }

  @Test
  void ofManyFilesSomeAreNamed() throws IOException {
    Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 30; i++) {
      Files.writeString(folder.resolve("many/" + i), "x".repeat(20_000));
    }
    Called.in(folder, "create", "many", "-o", "x.torrent", "--overwrite", "--piece-size", "16KiB");
    Files.move(folder.resolve("many"), folder.resolve("gone"));
    Files.createDirectory(folder.resolve("many"));
    assertThat(check("--data", ".").out()).endsWith("and 10 more; -v names them all\n");
    assertThat(check("--data", ".", "-v").out()).hasLineCount(30);
  }
}
