package dev.shoal.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QrLinesTest {
  private static final String LINK = "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567";

  @Test
  void theCornersAreWhereAScannerLooksForThem() {
    List<String> lines = QrLines.of(LINK, false, 80);
    int width = lines.getFirst().length();
    assertThat(lines).allMatch(line -> line.length() == width).hasSize((width + 1) / 2);
    // The light squares are drawn: a margin of four, then a dark frame of seven by seven.
    assertThat(lines.subList(0, 2)).containsOnly("█".repeat(width));
    assertThat(lines.get(2)).startsWith("████ ▄▄▄▄▄ █").endsWith("█ ▄▄▄▄▄ ████");
    assertThat(lines.get(3)).startsWith("████ █   █ █").endsWith("█ █   █ ████");
  }

  @Test
  void inColourItIsTheSameInBlackOnWhite() {
    List<String> plain = QrLines.of(LINK, false, 80);
    List<String> colour = QrLines.of(LINK, true, 80);
    assertThat(colour.get(2)).startsWith("\u001b[30;107m    █▀▀▀▀▀█ ").endsWith("\u001b[0m");
    assertThat(colour).hasSameSizeAs(plain);
  }

  @Test
  void whatHasNoRoomIsNotDrawn() {
    int width = QrLines.of(LINK, false, 80).getFirst().length();
    assertThat(QrLines.of(LINK, false, width)).isNotEmpty();
    assertThat(QrLines.of(LINK, false, width - 1)).isEmpty();
    assertThat(QrLines.of("x".repeat(3000), false, 1000)).isEmpty();
  }
}
