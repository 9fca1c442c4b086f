package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is transferred.
 *
 * @param title for people
 * @param name of the file or folder
 * @param files below it, and how large they are; one without a name is the file itself
 */
record Shape(String title, String name, Map<String, Long> files) {
  /** One file that ends inside a piece. */
  static final Shape FILE = new Shape("file", "Lied – 歌.bin", Map.of("", 3_000_123L));

  /** Many files, most of which begin and end inside pieces, some of them empty. */
  static final Shape FOLDER =
      new Shape(
          "folder",
          "Schwarm – 魚の群れ",
          Map.of(
              "Ärger/naïve – 日本.bin", 70_001L,
              "Ärger/leer", 0L,
              "a-b", 100_000L,
              "a/b/c", 65_536L,
              "a/b/d", 1L,
              "a.b", 32_768L,
              "leer.txt", 0L,
              "z.bin", 1_500_007L));

  /** Small, so that there are many pieces, and borders inside them. */
  static final String PIECE = "32KiB";

  /** Makes it in a folder; where it is then. */
  Path make(Path folder) {
    Path root = folder.resolve(name);
    files.forEach((file, size) -> new Noise(file.hashCode()).file(root.resolve(file), size));
    return root;
  }

  /** The same without its empty files. */
  Shape withoutEmptyFiles() {
    Map<String, Long> others = new TreeMap<>(files);
    others.values().removeIf(size -> size == 0);
    return new Shape(title, name, others);
  }

  /** Checks that it is in a folder with all its bytes, and nothing else with it. */
  void assertIn(Path folder, Path original) {
    for (String file : files.keySet()) {
      assertThat(folder.resolve(name).resolve(file)).hasSameBinaryContentAs(original.resolve(file));
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(files.size());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
