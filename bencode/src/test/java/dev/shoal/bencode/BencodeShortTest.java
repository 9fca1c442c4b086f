package dev.shoal.bencode;

import static dev.shoal.bencode.Samples.LIMITS;
import static dev.shoal.bencode.Samples.ascii;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.testkit.Property;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every input that ends too early is refused: no value of bencode is the beginning of another. */
class BencodeShortTest {
  @ParameterizedTest
  @FieldSource("dev.shoal.bencode.Samples#CORRECT")
  void everyBeginningIsRefused(String text) {
    refuseEveryBeginning(ascii(text));
  }

  @Test
  void everyBeginningOfAnyValueIsRefused() {
    Property.forAll(draw -> refuseEveryBeginning(Bencode.encode(Samples.any(draw, 3))));
  }

  private static void refuseEveryBeginning(byte[] whole) {
    for (int length = 0; length < whole.length; length += 1 + length / 200) {
      byte[] beginning = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Bencode.decode(beginning, LIMITS))
          .isInstanceOf(BencodeException.class);
      assertThatThrownBy(() -> Bencode.decodePrefix(beginning, LIMITS))
          .isInstanceOf(BencodeException.class);
    }
  }
}
