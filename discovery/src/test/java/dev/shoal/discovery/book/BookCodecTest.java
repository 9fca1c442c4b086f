package dev.shoal.discovery.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BookCodecTest {
  private static final long NOW = 1_700_000_000_000L;

  /** Some of everything: named, answering, failing, of both families, of two networks. */
  static PeerBook book(int nodes, SplittableRandom random) {
    PeerBook book = new PeerBook(random);
    for (int i = 0; i < nodes; i++) {
      String network = i % 5 == 0 ? "other" : "mainline";
      Locator.Ip node =
          i % 3 == 0 ? Addresses.at("2001:db8:" + i % 7 + "::" + i) : Addresses.any(random);
      Locator.Ip source = Addresses.any(random);
      book.heard(network, node, source, NOW + i);
      book.heard(network, node, Addresses.any(random), NOW + i);
      if (i % 2 == 0) {
        book.attempted(network, node, NOW + 1000 + i);
      }
      if (i % 4 == 0) {
        book.answered(network, node, NOW + 2000 + i);
      }
    }
    return book;
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Property.forAll(draw -> {
      PeerBook book = book(5 * draw.size(), new SplittableRandom(draw.number()));
      byte[] bytes = book.encode();
      PeerBook again = PeerBook.decode(bytes, new SplittableRandom(1)).orElseThrow();
      assertThat(again.entries()).isEqualTo(book.entries());
      assertThat(again.encode()).isEqualTo(bytes); // the key and all places as well
    });
  }

  @Test
  void whatIsCutOffAnywhereIsNoBook() {
    byte[] bytes = book(20, new SplittableRandom(1)).encode();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(decodes(Arrays.copyOf(bytes, length))).as("%d bytes", length).isFalse();
    }
    assertThat(decodes(Arrays.copyOf(bytes, bytes.length + 1))).isFalse();
  }

  @Test
  void aBitThatChangedIsSeen() {
    byte[] bytes = book(5, new SplittableRandom(1)).encode();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] forged = bytes.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(decodes(forged)).as("bit %d", bit).isFalse();
    }
  }

  /** Whoever can write the file can seal it: then what it says is judged. */
  @Test
  void aSealedForgeryIsReadOrRefusedButNeverBreaks() {
    byte[] bytes = book(10, new SplittableRandom(1)).encode();
    int end = bytes.length - Hash.SHA256_LENGTH;
    Property.forAll(draw -> {
      byte[] body = Arrays.copyOf(bytes, draw.oneIn(4) ? draw.between(0, end) : end);
      for (int i = draw.between(1, 4); i > 0 && body.length > 0; i--) {
        body[draw.between(0, body.length - 1)] = (byte) draw.number();
      }
      PeerBook.decode(sealed(body), new SplittableRandom(1)).ifPresent(BookCodecTest::use);
    });
  }

  @Test
  void twoInOnePlaceAreNoBook() {
    PeerBook book = new PeerBook(new SplittableRandom(1));
    book.answered("mainline", Addresses.in(1, 1), NOW);
    byte[] bytes = book.encode();
    int entries = 14 + Places.KEY_LENGTH + 1 + 8;
    int end = bytes.length - Hash.SHA256_LENGTH;
    byte[] entry = Arrays.copyOfRange(bytes, entries + Integer.BYTES, end);
    byte[] twice =
        ByteBuffer.allocate(end + entry.length)
            .put(bytes, 0, entries)
            .putInt(2)
            .put(entry)
            .put(entry)
            .array();
    assertThat(decodes(sealed(Arrays.copyOf(bytes, end)))).isTrue();
    assertThat(decodes(sealed(twice))).isFalse();
  }

  @Test
  void aCountThatIsTooLargeTakesNoMemory() {
    byte[] body =
        ByteBuffer.allocate(14 + Places.KEY_LENGTH + 2 + Integer.BYTES)
            .put("shoal peers 1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .put(new byte[Places.KEY_LENGTH])
            .put((byte) 1)
            .put((byte) 'a')
            .putInt(Integer.MAX_VALUE)
            .array();
    assertThat(decodes(sealed(body))).isFalse();
  }

  static byte[] sealed(byte[] body) {
    return ByteBuffer.allocate(body.length + Hash.SHA256_LENGTH)
        .put(body)
        .put(Hash.sha256().digest(body))
        .array();
  }

  /** Does all that is done with a book. */
  static void use(PeerBook book) {
    for (Remembered it : book.entries()) {
      book.attempted(it.network(), it.node(), NOW);
      book.answered(it.network(), it.node(), NOW + 1);
      book.feeler(it.network(), NOW);
      book.pick(it.network(), NOW);
      assertThat(book.anchors(it.network())).hasSizeLessThanOrEqualTo(4);
    }
    assertThat(PeerBook.decode(book.encode(), new SplittableRandom(1))).isPresent();
  }

  private static boolean decodes(byte[] bytes) {
    return PeerBook.decode(bytes, new SplittableRandom(1)).isPresent();
  }
}
