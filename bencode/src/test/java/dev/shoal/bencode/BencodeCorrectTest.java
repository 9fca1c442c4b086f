package dev.shoal.bencode;

import static dev.shoal.bencode.Samples.LIMITS;
import static dev.shoal.bencode.Samples.ascii;
import static dev.shoal.bencode.Samples.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.testkit.Property;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BencodeCorrectTest {
  @ParameterizedTest
  @FieldSource("dev.shoal.bencode.Samples#CORRECT")
  void encodesToWhatItWasDecodedFrom(String text) {
    assertThat(Bencode.encode(decode(text))).isEqualTo(ascii(text));
  }

  @Test
  void everyValueSurvivesTheBytes() {
    Property.forAll(draw -> {
      Bencoded value = draw.note("value", Samples.any(draw, 5));
      byte[] bytes = Bencode.encode(value);
      Bencoded again = Bencode.decode(bytes, LIMITS);
      assertThat(again).isEqualTo(value).hasSameHashCodeAs(value);
      assertThat(Bencode.encode(again)).isEqualTo(bytes);
    });
  }

  @Test
  void whatFollowsAPrefixIsLeftAlone() {
    Property.forAll(draw -> {
      Bencoded value = draw.note("value", Samples.any(draw, 3));
      byte[] bytes = Bencode.encode(value);
      byte[] payload = draw.bytes();
      byte[] longer = Arrays.copyOf(bytes, bytes.length + payload.length);
      System.arraycopy(payload, 0, longer, bytes.length, payload.length);
      Bencode.Prefix prefix = Bencode.decodePrefix(longer, LIMITS);
      assertThat(prefix.value()).isEqualTo(value);
      assertThat(prefix.length()).isEqualTo(bytes.length);
    });
  }

  @Test
  void keysAreSortedAsUnsignedBytes() {
    BDict dict =
        Bencoded.dict().put("é", 4).put("b", 3).put("aa", 2).put("", 0).put("a", 1).build();
    assertThat(Bencode.encode(dict))
        .isEqualTo(ascii("d0:i0e1:ai1e2:aai2e1:bi3e2:\u00c3\u00a9i4ee"));
  }

  @Test
  void aDecodedDictionaryKeepsItsBytesThoughItsKeysAreUnsorted() {
    String odd = "d1:bi2e1:ai1ee";
    BDict outer = Bencode.decodeDict(ascii("d4:info" + odd + "e"), LIMITS.allowingUnsortedKeys());
    BDict info = outer.dict("info").orElseThrow();
    assertThat(info.raw()).isEqualTo(ascii(odd));
    assertThat(info.integer("a")).hasValue(1);
    assertThat(Bencode.encode(Bencoded.dict().put("info", info).put("x", 1).build()))
        .isEqualTo(ascii("d4:info" + odd + "1:xi1ee"));
  }

  @Test
  void aDictionaryAnswersByKeyAndKind() {
    BDict dict = Bencode.decodeDict(ascii("d1:dde1:ii7e1:lle1:s2:\u00c3\u00a9e"), LIMITS);
    assertThat(dict.integer("i")).hasValue(7);
    assertThat(dict.text("s")).contains("é");
    assertThat(dict.list("l").orElseThrow().items()).isEmpty();
    assertThat(dict.dict("d").orElseThrow().size()).isZero();
    assertThat(dict.integer("s")).isEmpty();
    assertThat(dict.string("i")).isEmpty();
    assertThat(dict.get("absent")).isEmpty();
    assertThat(dict.keys())
        .extracting(Bencoded.BString::asText)
        .containsExactly("d", "i", "l", "s");
  }

  @Test
  void aBuiltDictionaryHasEachKeyOnce() {
    assertThatThrownBy(() -> Bencoded.dict().put("a", 1).put("a", 1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("doubled key");
  }
}
