package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.LeakCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSocketTest {
  @TempDir private Path folder;

  @Test
  void allGetTheFileAndTheLiarIsThrownOut() {
    try (LeakCheck leaks = LeakCheck.begin()) {
      Called demo =
          Called.in(folder, "demo", "--size", "4MiB", "--up", "2MiB", "--state", "s", "--json");
      assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
      assertThat(demo.out())
          .contains("\"event\":\"met\"", "\"event\":\"thrown-out\"", "\"event\":\"complete\"")
          .contains("\"event\":\"result\"", "\"ok\":true", "\"equal\":true")
          .doesNotContain("\"equal\":false", "\u001b");
    }
    assertThat(folder.resolve("s/scratch")).isEmptyDirectory();
  }

  @Test
  void peopleReadWhatHappenedAndFigures() {
    Called demo =
        Called.in(folder, "demo", "--size", "2MiB", "--peers", "2", "--up", "1MiB", "--state", "s");
    assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.err()).contains("getter 1 has met others\n", "shoal share FILE");
    assertThat(demo.out())
        .contains("all equal by SHA-256.\n", "The liar was thrown out by ")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--size 1KiB", "--size 1TiB", "--peers 1", "--peers 99", "--up 1KB"})
  void aTourThatCannotBeIsMisuse(String options) {
    Called demo = Called.in(folder, ("demo --state s " + options).split(" "));
    assertThat(demo.exitCode()).as(demo.err()).isEqualTo(2);
    assertThat(folder.resolve("s")).doesNotExist();
  }
}
