package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for names whatever a stranger writes. */
class SafeNamesPropertyTest {
  private static final List<String> HARD =
      List.of(
          "..", ".", "", "/", "\\", "a", "A", "a ", "CON", "con.txt", "\u0000", "\u202e", "\u200d",
          "\ud83d", "\u0301", "\u00e9", "e\u0301", "(1)", " (1)", "_", ":", "\u00df", "\uffff");

  private static final Set<String> RESERVED = Set.of("CON", "NUL", "COM1");

  @Test
  void everyPathStaysBelowTheRootLegalAndAlone() {
    Property.forAll(draw -> {
      List<List<String>> strangers = draw.list(() -> path(draw));
      Layout layout = Layouts.of(name(draw), 16, strangers, new long[strangers.size()]);
      draw.note("layout", layout.files());
      List<Path> paths = SafeNames.paths(layout);

      assertThat(paths).hasSameSizeAs(strangers).isEqualTo(SafeNames.paths(layout));
      assertLegal(SafeNames.root(layout));
      Set<String> files = new HashSet<>();
      Set<String> folders = new HashSet<>();
      for (Path path : paths) {
        assertLegal(path);
        assertThat(files.add(fold(path))).as("alone: %s", path).isTrue();
        for (int end = 1; end < path.getNameCount(); end++) {
          folders.add(fold(path.subpath(0, end)));
        }
      }
      assertThat(Collections.disjoint(files, folders)).isTrue();
    });
  }

  private static List<String> path(Draw draw) {
    int depth = draw.oneIn(30) ? draw.between(0, 80) : draw.between(0, 4);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      names.add(name(draw));
    }
    return names;
  }

  private static String name(Draw draw) {
    StringBuilder name = new StringBuilder();
    for (int parts = draw.between(0, 3); parts > 0; parts--) {
      name.append(draw.oneIn(4) ? draw.text() : draw.one(HARD));
    }
    return draw.oneIn(20) ? name.toString().repeat(draw.between(1, 200)) : name.toString();
  }

  private static void assertLegal(Path path) {
    assertThat(path.isAbsolute()).isFalse();
    assertThat(path.normalize()).isEqualTo(path);
    assertThat(path.getNameCount()).isLessThanOrEqualTo(SafeNames.MAX_DEPTH);
    assertThat(path.toString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(SafeNames.MAX_PATH + 500);
    for (Path component : path) {
      String name = component.toString();
      assertThat(isLegal(name)).as(name).isTrue();
    }
  }

  private static boolean isLegal(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1
        && bytes <= SafeNames.MAX_NAME
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && !name.endsWith(".")
        && !name.endsWith(" ")
        && name.chars().noneMatch(Character::isISOControl)
        && name.codePoints().noneMatch(c -> c == 0x202E || c == 0xFFFF)
        && !RESERVED.contains(name.replaceFirst("\\..*", "").toUpperCase(Locale.ROOT))
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private static String fold(Path path) {
    return Normalizer.normalize(path.toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  @Test
  void aHundredThousandEqualNamesTakeNoLongerThanDifferentOnes() {
    List<List<String>> equal = Collections.nCopies(100_000, List.of("a", "a"));
    List<Path> paths = SafeNames.paths(Layouts.of("x", 16, equal, new long[equal.size()]));
    assertThat(paths.getLast()).hasToString("a/a (99999)");
    assertThat(new HashSet<>(paths)).hasSize(equal.size());
  }
}
