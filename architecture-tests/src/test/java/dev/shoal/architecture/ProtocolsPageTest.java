package dev.shoal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Says docs/protocols.md the truth: the classes and tests of its table exist. */
class ProtocolsPageTest {
  private static final Path PAGE = Path.of("../docs/protocols.md");
  private static final String ROW =
      "\\| (BEP|MSE|RFC|UPnP|SipHash|X-Forwarded-For|sd_listen_fds|Prometheus)\\b.*";
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final int CLASSES = 3; // column, from 1
  private static final int TESTS = 4;

  @Test
  void everyClassExists() throws IOException {
    assertThat(names(CLASSES)).isNotEmpty().isSubsetOf(sources("src/main/"));
  }

  @Test
  void everyTestExists() throws IOException {
    assertThat(names(TESTS)).isNotEmpty().isSubsetOf(sources("src/test/"));
  }

  private static List<String> names(int column) throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .filter(line -> line.matches(ROW))
          .flatMap(row -> NAME.matcher(row.split("\\|", -1)[column]).results())
          .map((MatchResult name) -> name.group(1))
          .toList();
    }
  }

  private static Set<String> sources(String kind) {
    return Sources.all().stream()
        .map(Sources.Source::path)
        .filter(path -> path.contains(kind))
        .map(path -> path.substring(path.lastIndexOf('/') + 1).replace(".java", ""))
        .collect(Collectors.toSet());
  }
}
