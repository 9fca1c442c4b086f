package dev.shoal.bencode;

import static dev.shoal.bencode.Samples.LIMITS;
import static dev.shoal.bencode.Samples.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths that lie, and inputs longer, deeper and richer than allowed. */
class BencodeLengthTest {
  @ParameterizedTest
  @FieldSource("dev.shoal.bencode.Samples#CORRECT")
  void bytesBehindTheValueAreRefused(String text) {
    assertThatThrownBy(() -> Bencode.decode(ascii(text + "e"), LIMITS))
        .hasMessage("at byte " + text.length() + ": bytes after the end of the value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5:spam",
        "2147483647:spam",
        "4294967300:spam",
        "9223372036854775807:spam",
        "9223372036854775808:spam"
      })
  void aStringIsNotLongerThanTheInput(String text) {
    assertThatThrownBy(() -> Bencode.decode(ascii(text), LIMITS))
        .hasMessage("at byte 0: a string longer than the input");
  }

  @Test
  void theWholeInputIsBounded() {
    BencodeLimits four = new BencodeLimits(4, 1, 10, false);
    assertThat(Bencode.decode(ascii("2:ab"), four)).isEqualTo(Bencoded.of("ab"));
    assertThatThrownBy(() -> Bencode.decode(ascii("3:abc"), four))
        .hasMessage("at byte 4: longer than 4 bytes");
  }

  @Test
  void onlyTheValueOfAPrefixIsBounded() {
    BencodeLimits four = new BencodeLimits(4, 1, 10, false);
    assertThat(Bencode.decodePrefix(ascii("2:abcdefg"), four).length()).isEqualTo(4);
    assertThatThrownBy(() -> Bencode.decodePrefix(ascii("3:abcdefg"), four))
        .hasMessage("at byte 4: longer than 4 bytes");
    assertThatThrownBy(() -> Bencode.decodePrefix(ascii("l1:adefg"), four))
        .hasMessage("at byte 4: longer than 4 bytes");
  }

  @Test
  void depthIsBounded() {
    BencodeLimits three = new BencodeLimits(100, 3, 100, false);
    assertThat(Bencode.decode(ascii("ld1:aleee"), three)).isNotNull();
    assertThatThrownBy(() -> Bencode.decode(ascii("ld1:alleeee"), three))
        .hasMessage("at byte 6: deeper than 3 levels");
  }

  @Test
  void theDeepestDepthFitsTheStack() {
    int deepest = BencodeLimits.DEEPEST;
    BencodeLimits limits = new BencodeLimits(1 << 22, deepest, 1 << 22, false);
    byte[] fits = ascii("l".repeat(deepest) + "e".repeat(deepest));
    assertThat(Bencode.encode(Bencode.decode(fits, limits))).isEqualTo(fits);
    assertThatThrownBy(() -> Bencode.decode(ascii("l".repeat(1_000_000)), limits))
        .hasMessageContaining("deeper than");
    assertThatThrownBy(() -> Bencode.decode(ascii("d1:a".repeat(100_000)), limits))
        .hasMessageContaining("deeper than");
  }

  @Test
  void itemsAreBounded() {
    BencodeLimits five = new BencodeLimits(100, 3, 5, false);
    assertThat(Bencode.decode(ascii("d1:al0:i0eee"), five)).isNotNull();
    assertThatThrownBy(() -> Bencode.decode(ascii("d1:al0:i0e0:ee"), five))
        .hasMessage("at byte 10: more than 5 items");
  }

  @Test
  void aMessageMayHoldAnItemForEveryFourBytes() {
    BencodeLimits limits = BencodeLimits.message(1000);
    assertThat(Bencode.decode(ascii("l" + "2:ab".repeat(249) + "e"), limits)).isNotNull();
    assertThatThrownBy(() -> Bencode.decode(ascii("l" + "0:".repeat(499) + "e"), limits))
        .hasMessageContaining("more than");
  }
}
