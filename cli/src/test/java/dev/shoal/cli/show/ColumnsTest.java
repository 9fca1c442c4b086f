package dev.shoal.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Property;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    assertThat(Columns.of("abc")).isEqualTo(3);
    assertThat(Columns.of("日本")).isEqualTo(4);
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
    assertThat(Columns.of("😀")).isEqualTo(2);
  }

  @Test
  void textsAreCutOrFilledUp() {
    assertThat(Columns.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Columns.fit("abcdef", 5)).isEqualTo("abcd…");
    assertThat(Columns.fit("日本語", 4)).isEqualTo("日…");
    assertThat(Columns.fit("abc", 0)).isEmpty();
    assertThat(Columns.pad("日本", 6)).isEqualTo("日本  ");
  }

  @Test
  void coloursTakeNoColumnAndAreNotCutInTwo() {
    assertThat(Columns.of("\u001b[1;31mabc\u001b[0m")).isEqualTo(3);
    assertThat(Columns.fit("\u001b[31mabc\u001b[0m", 3)).isEqualTo("\u001b[31mabc\u001b[0m");
    assertThat(Columns.fit("\u001b[31mabc\u001b[0m", 2)).isEqualTo("a…");
  }

  @Test
  void whatIsFittedFits() {
    Property.forAll(draw -> {
      int columns = draw.between(0, 40);
      assertThat(Columns.of(Columns.fit(draw.text(), columns))).isLessThanOrEqualTo(columns);
      assertThat(Columns.of(Columns.pad(draw.text(), columns))).isEqualTo(columns);
    });
  }
}
