package dev.shoal.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A core of one's own, in the simulator. */
class RumourStory {
  private static final Path SOURCE = Path.of("src/test/java/dev/shoal/example/Rumour.java");
  private static final int SEEDS = 10;

  /** Pittel 1987: log2 n + ln n rounds, and a constant. */
  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 4000})
  void allHearInAsManyRoundsAsTheoryHasIt(int people) {
    double mean =
        LongStream.range(0, SEEDS).map(seed -> Rumour.rounds(people, seed)).average().orElseThrow();
    double theory = Math.log(people) / Math.log(2) + Math.log(people);
    assertThat(mean).isCloseTo(theory, within(2.0));
  }

  @Test
  void oneSeedIsOneStory() {
    assertThat(Rumour.rounds(500, 7)).isEqualTo(Rumour.rounds(500, 7));
  }

  @Test
  void thePageShowsTheExample() throws IOException {
    String example = Files.readString(SOURCE).split("// DOCS\n", -1)[1].strip();
    try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
      List<Path> showing =
          pages
              .filter(page -> page.getFileName().toString().startsWith("simulator"))
              .filter(page -> text(page).contains(example))
              .toList();
      assertThat(showing).as("the page on the simulator shows " + SOURCE).isNotEmpty();
    }
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
