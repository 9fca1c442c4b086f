package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Noise;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The info-hash of {@code shoal create} is that of {@code mktorrent} for the same input. */
class MktorrentTest {
  private static final int PIECE_BITS = 15;
  private static final int PIECE = 1 << PIECE_BITS;

  @TempDir private Path root;

  private void assertSame(Path path) {
    assumeTrue(OtherClient.isOnPath("mktorrent"), "mktorrent is not installed");
    Torrent theirs = new Torrent(root.resolve("theirs.torrent"));
    Torrent ours = new Torrent(root.resolve("ours.torrent"));
    try (Workplace work = new Workplace(root.resolve("work"))) {
      String url = "http://127.0.0.1/announce";
      work.run(
          List.of(
              "mktorrent", "-l", "" + PIECE_BITS, "-a", url, "-o", theirs.file() + "", path + ""));
      Shoal.run(work, "create", path + "", "-o", ours.file() + "", "--piece-size", "" + PIECE)
          .awaitExit(0);
    }
    assertThat(ours.infoHash()).isEqualTo(theirs.infoHash());
  }

  private Path folder(Map<String, Integer> files) {
    Path folder = root.resolve("data");
    files.forEach((file, size) -> new Noise(file.hashCode()).file(folder.resolve(file), size));
    return folder;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, PIECE - 1, PIECE, PIECE + 1, 7 * PIECE, 9 * PIECE + 5})
  void ofOneFile(int size) {
    assertSame(new Noise(size).file(root.resolve("one file.bin"), size));
  }

  @Test
  void ofAFolderWithFilesThatEndInsidePieces() {
    assertSame(Shape.FOLDER.make(root.resolve("data")));
  }

  @Test
  void ofAFolderWithOneFile() {
    assertSame(folder(Map.of("only", 100)));
  }

  /** A slash comes after a blank, a hyphen and a full stop; capitals before; and bytes count. */
  @Test
  void ofNamesWhoseOrderDependsOnWhoSorts() {
    Map<String, Integer> files = new TreeMap<>();
    for (String name :
        List.of(
            "a/x", "a b", "a-b", "a.b", "a0", "A", "aB", "ab", "é", "z", "\uFF5E", "😀", "10",
            "9")) {
      files.put(name, 1000 + name.hashCode() % 500);
    }
    assertSame(folder(files));
  }

  @Test
  void ofFilesDeepInFolders() {
    assertSame(folder(Map.of("1/2/3/4/5/6/7/8/deep", PIECE, "1/2/flat", 3, "0", 2 * PIECE)));
  }
}
