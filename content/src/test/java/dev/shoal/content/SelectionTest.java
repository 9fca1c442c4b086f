package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final Layout LAYOUT =
      Layouts.of(
          "trip",
          16,
          List.of(
              List.of("a.jpg"),
              List.of("b.txt"),
              List.of("raw", "c.jpg"),
              List.of("raw", "deep", "d.txt"),
              List.of("\u00fc,x.txt")),
          10,
          10,
          0,
          10,
          100);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|{0, 1, 2, 3, 4}",
        "1|{0}",
        "1,3-5|{0, 2, 3, 4}",
        " 2 , 2-2 |{1}",
        "*.jpg|{0, 2}",
        "raw|{2, 3}",
        "raw/*|{2, 3}",
        "raw/*.jpg|{2}",
        "**/d.txt|{3}",
        "*.{jpg,txt}|{0, 1, 2, 3, 4}",
        "1,*.txt|{0, 1, 3, 4}",
        "deep|{3}"
      })
  void whatAPersonWrites(String text, String files) {
    assertThat(Selection.parse(text, LAYOUT).files()).hasToString(files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "6", "3-2", "4-6", "*.png", "1,*.png", "[", "999999999", "c.jp"})
  void whatMeansNothingIsSaid(String text) {
    assertThatThrownBy(() -> Selection.parse(text, LAYOUT))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.USAGE));
  }

  @Test
  void theOnlyFileHasTheContentsName() {
    Layout single = Layouts.single("a.iso", 16, 5);
    assertThat(Selection.parse("*.iso", single).isAll()).isTrue();
    assertThat(Selection.parse("1", single).isAll()).isTrue();
  }

  @Test
  void itKnowsItsPiecesAndBytes() {
    Selection middle = Selection.parse("b.txt,raw/c.jpg", LAYOUT);
    assertThat(middle.pieces()).hasToString("{0, 1}");
    assertThat(middle.bytes()).isEqualTo(10);
    assertThat(Selection.parse("raw/c.jpg", LAYOUT).pieces().isEmpty()).isTrue();
    assertThat(Selection.all(LAYOUT).pieces().cardinality()).isEqualTo(LAYOUT.pieces());
    BitSet second = new BitSet();
    second.set(1);
    assertThat(middle.without(second).files()).hasToString("{2}");
    assertThat(middle.wants(2)).isTrue();
    assertThat(middle.isAll()).isFalse();
  }
}
