package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is transferred.
 *
 * @param title for people
 * @param name of the file or folder
 * @param files below it in their order, and how large they are; one without a name is the file
 *     itself
 */
record Shape(String title, String name, SequencedMap<String, Long> files) {
  /** Small, so that there are many pieces, and borders inside them. */
  static final String PIECE = "32KiB";

  static final int PIECE_BYTES = 32 << 10;

  /** Below it lies what only fills up to the next piece, where a client makes files of that. */
  static final String PADDING = ".pad/"; // BEP 47

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

  /** Little, under a name of its own. */
  static Shape little(String name) {
    return new Shape("little", name, Map.of("one", 300_001L, "two", 1L));
  }

  /** All shapes of content in one: deep, many small, large, and padding between them. */
  static final Shape ALL = all();

  private Shape(String title, String name, Map<String, Long> files) {
    this(title, name, new LinkedHashMap<>(new TreeMap<>(files)));
  }

  private static Shape all() {
    SequencedMap<String, Long> files = new LinkedHashMap<>(FOLDER.files);
    files.put("tief" + "/tiefer".repeat(20) + "/\u0308 am tiefsten 🐟", 12_345L);
    for (int i = 0; i < 200; i++) {
      files.put("viele/%03d".formatted(i), (long) (i * 37 % 5000));
    }
    long before = files.values().stream().mapToLong(Long::longValue).sum();
    files.put(PADDING + "1", PIECE_BYTES - before % PIECE_BYTES);
    files.put("groß", 6L * 1024 * 1024 + 321);
    files.put("zuletzt leer", 0L);
    return new Shape("all", FOLDER.name, files);
  }

  /** Makes it in a folder; where it is then. Padding is made too, for those who do not know it. */
  Path make(Path folder) {
    Path root = folder.resolve(name);
    files.forEach((file, size) -> {
      Path path = root.resolve(file);
      if (isPadding(file)) {
        write(path, new byte[size.intValue()]);
      } else {
        new Noise(file.hashCode()).file(path, size);
      }
    });
    return root;
  }

  private static void write(Path path, byte[] bytes) {
    try {
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static boolean isPadding(String file) {
    return file.startsWith(PADDING);
  }

  /** Its bytes, padding among them. */
  long length() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same without its empty files. */
  Shape withoutEmptyFiles() {
    Map<String, Long> others = new LinkedHashMap<>(files);
    others.values().removeIf(size -> size == 0);
    return new Shape(title, name, others);
  }

  /** Checks that it is in a folder with all its bytes, and nothing else with it but padding. */
  void assertIn(Path folder, Path original) {
    List<Path> expected = new ArrayList<>();
    for (String file : files.keySet()) {
      if (!isPadding(file)) {
        Path copy = folder.resolve(name).resolve(file);
        assertThat(copy).hasSameBinaryContentAs(original.resolve(file));
        expected.add(copy);
      }
    }
    Path padding = folder.resolve(name).resolve(PADDING);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).filter(file -> !file.startsWith(padding)))
          .containsExactlyInAnyOrderElementsOf(expected);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether all of it is in a folder, with all its bytes. */
  boolean isIn(Path folder, Path original) {
    try {
      for (String file : files.keySet()) {
        if (Files.mismatch(folder.resolve(name).resolve(file), original.resolve(file)) >= 0) {
          return false;
        }
      }
      return true;
    } catch (IOException notThereYet) {
      return false;
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
