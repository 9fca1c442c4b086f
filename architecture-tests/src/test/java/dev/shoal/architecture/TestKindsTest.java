package dev.shoal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.architecture.Sources.Source;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A test that nobody runs, or that waits for luck, is none. */
class TestKindsTest {
  private static final Pattern TEST = Pattern.compile("^ *@(Parameterized|Repeated|Fuzz)?Test\\b");
  private static final Pattern FUZZ = Pattern.compile("^ *@FuzzTest\\b");
  private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(|\\.sleep\\(Duration");

  @Test
  void eachTestIsRun() {
    assertThat(
            tests().stream()
                .filter(source -> count(source, TEST) > 0)
                .map(Source::path)
                .filter(path -> !path.matches(".*(Test|Story)\\.java")))
        .as("./verify runs classes named …Test or …Story; the ending tells the kind")
        .isEmpty();
  }

  @Test
  void aClassHasOneFuzzTarget() {
    assertThat(tests().stream().filter(source -> count(source, FUZZ) > 1).map(Source::path))
        .as("Jazzer fuzzes one target a JVM, and ./verify gives each class one")
        .isEmpty();
  }

  @Test
  void noTestSleeps() {
    assertThat(tests().stream().filter(source -> count(source, SLEEP) > 0).map(Source::path))
        .as("a test waits for a condition, or lives in virtual time")
        .isEmpty();
  }

  private static List<Source> tests() {
    return Sources.all().stream().filter(source -> source.path().contains("src/test/")).toList();
  }

  private static long count(Source source, Pattern pattern) {
    return source.lines().stream().filter(line -> pattern.matcher(line).find()).count();
  }
}
