package dev.shoal.lan.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.lan.find.FindMessage.Answer;
import dev.shoal.lan.find.FindMessage.Item;
import dev.shoal.lan.find.FindMessage.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindCodecTest {
  static final Hash HASH = Hash.ofHex("0123456789abcdef0123456789abcdef01234567");
  private static final Item ITEM = new Item("Fotos", "März/1.jpg", 1 << 20, HASH, 2);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void isReadAsItWasWritten() {
    for (FindMessage message :
        List.of(
            new Request(-7, 0, List.of("März", "jpg")),
            new Request(Long.MAX_VALUE, 1, List.of("a")),
            new Answer(7, 1, 99, 65535, List.of(ITEM, new Item("x", "", 0, HASH, 0))))) {
      assertThat(FindCodec.decode(FindCodec.encode(message))).contains(message);
    }
  }

  @Test
  void bytesOfARequest() {
    assertThat(FindCodec.encode(new Request(1, 0, List.of("a"))))
        .isEqualTo(bytes("d1:ai0e1:i8:\0\0\0\0\0\0\0\0011:q4:find1:wl1:aee"));
  }

  /** A name is cut between characters, and items that do not fit are left out. */
  @Test
  void anAnswerFitsIntoADatagram() {
    String name = "ü".repeat(200);
    List<Item> items =
        Collections.nCopies(FindMessage.MAX_ITEMS, new Item(name, name, 1L << 60, HASH, 9));
    ByteBuffer bytes = FindCodec.encode(new Answer(1, 0, 0, 1, items));
    assertThat(bytes.remaining()).isLessThanOrEqualTo(FindMessage.MAX_LENGTH);
    Answer read = (Answer) FindCodec.decode(bytes).orElseThrow();
    assertThat(read.items()).hasSizeBetween(1, FindMessage.MAX_ITEMS - 1);
    assertThat(read.items().getFirst().name()).isEqualTo("ü".repeat(127));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "de",
        "d1:ai0e1:i7:\0\0\0\0\0\0\0001:q4:find1:wl1:aee", // a short number
        "d1:ai2e1:i8:\0\0\0\0\0\0\0\0011:q4:find1:wl1:aee", // a third attempt
        "d1:ai0e1:i8:\0\0\0\0\0\0\0\0011:q4:find1:wlee", // no words
        "d1:ai0e1:i8:\0\0\0\0\0\0\0\0011:q4:find1:wl0:ee", // an empty one
        "d1:ai0e1:i8:\0\0\0\0\0\0\0\0011:q4:find1:wli1eee", // a number
        "d1:ai0e1:i8:\0\0\0\0\0\0\0\0011:q4:find1:wl1:a1:a1:a1:a1:a1:a1:a1:a1:aee", // nine
        "d1:ai0e1:di0e1:fle1:i8:\0\0\0\0\0\0\0\0011:pi1e1:r4:havee", // no items
        "d1:ai0e1:di1001e1:fld1:h20:0123456789abcdefghij1:li0e1:n1:a1:si1eee"
            + "1:i8:\0\0\0\0\0\0\0\0011:pi1e1:r4:havee", // held back too long
        "d1:ai0e1:di0e1:fld1:h20:0123456789abcdefghij1:li0e1:n1:a1:si1eee"
            + "1:i8:\0\0\0\0\0\0\0\0011:pi0e1:r4:havee", // no port
        "d1:ai0e1:di0e1:fld1:h19:0123456789abcdefghi1:li0e1:n1:a1:si1eee"
            + "1:i8:\0\0\0\0\0\0\0\0011:pi1e1:r4:havee", // no hash
      })
  void whatIsNoneIsNotHeard(String text) {
    assertThat(FindCodec.decode(bytes(text))).isEmpty();
  }
}
