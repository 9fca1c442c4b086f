package dev.shoal.bencode;

import static dev.shoal.bencode.Samples.LIMITS;
import static dev.shoal.bencode.Samples.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BencodeInvalidTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x               | 0 | no value begins with 'x'
          e               | 0 | no value begins with 'e'
          -1:a            | 0 | no value begins with '-'
          ie              | 1 | a digit expected instead of 'e'
          i-e             | 2 | a digit expected instead of 'e'
          i--1e           | 2 | a digit expected instead of '-'
          i+1e            | 1 | a digit expected instead of '+'
          i 1e            | 1 | a digit expected instead of byte 0x20
          i-0e            | 2 | minus zero
          i-01e           | 2 | minus zero
          i00e            | 2 | a leading zero
          i01e            | 2 | a leading zero
          i1.5e           | 2 | 'e' expected instead of '.'
          i0x10e          | 2 | 'e' expected instead of 'x'
          i9223372036854775808e  | 20 | a number beyond 64 bits
          i-9223372036854775809e | 20 | a number beyond 64 bits
          i99999999999999999999999e | 19 | a number beyond 64 bits
          01:a            | 1 | a leading zero
          00:             | 1 | a leading zero
          1;a             | 1 | ':' expected instead of ';'
          di1ei2ee        | 1 | a key that is not a string
          dlei2ee         | 1 | a key that is not a string
          d1:ae           | 4 | no value begins with 'e'
          d1:bi1e1:ai1ee  | 7 | key out of order "a"
          d2:aai1e1:ai1ee | 8 | key out of order "a"
          d1:ai1e1:ai1ee  | 7 | doubled key "a"
          """)
  void saysWhereAndWhat(String input, int offset, String what) {
    BencodeException refused =
        catchThrowableOfType(BencodeException.class, () -> Bencode.decode(ascii(input), LIMITS));
    assertThat(refused).hasMessage("at byte " + offset + ": " + what);
    assertThat(refused.offset()).isEqualTo(offset);
  }

  @Test
  void doubledKeysAreRefusedThoughUnsortedOnesAreNot() {
    BencodeLimits lenient = LIMITS.allowingUnsortedKeys();
    assertThat(Bencode.decodeDict(ascii("d1:bi1e1:ai1ee"), lenient).size()).isEqualTo(2);
    assertThatThrownBy(() -> Bencode.decode(ascii("d1:bi1e1:ai1e1:bi1ee"), lenient))
        .hasMessage("at byte 0: doubled key \"b\"");
    assertThatThrownBy(() -> Bencode.decode(ascii("d1:ai1e1:ai1ee"), lenient))
        .hasMessageContaining("doubled key");
  }

  @Test
  void aDictionaryWasAskedFor() {
    assertThatThrownBy(() -> Bencode.decodeDict(ascii("le"), LIMITS))
        .hasMessage("at byte 0: not a dictionary");
  }
}
