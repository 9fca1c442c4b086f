package dev.shoal.mainline.krpc;

import static dev.shoal.mainline.krpc.Messages.latin;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The vectors of BEP 44. */
class ItemTest {
  private static final byte[] VALUE = latin("12:Hello World!");
  private static final byte[] KEY =
      hex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");
  private static final byte[] SIGNATURE =
      hex(
          "305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
              + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01");
  private static final byte[] SALTED_SIGNATURE =
      hex(
          "6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
              + "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08");

  private static final Item MUTABLE = signed(VALUE, KEY, "", 1, SIGNATURE);
  private static final Item SALTED = signed(VALUE, KEY, "foobar", 1, SALTED_SIGNATURE);

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static Item signed(byte[] value, byte[] key, String salt, long seq, byte[] signature) {
    return new Item(value, Optional.of(new Item.Signed(key, latin(salt), seq, signature)));
  }

  @Test
  void mutable() {
    assertThat(Item.signedBytes(new byte[0], 1, VALUE))
        .isEqualTo(latin("3:seqi1e1:v12:Hello World!"));
    assertThat(MUTABLE.target()).hasToString("4a533d47ec9c7d95b1ad75f576cffc641853b750");
    assertThat(MUTABLE.isGenuine()).isTrue();
  }

  @Test
  void mutableWithSalt() {
    assertThat(Item.signedBytes(latin("foobar"), 1, VALUE))
        .isEqualTo(latin("4:salt6:foobar3:seqi1e1:v12:Hello World!"));
    assertThat(SALTED.target()).hasToString("411eba73b6f087ca51a3795d9c8c938d365e32c1");
    assertThat(SALTED.isGenuine()).isTrue();
  }

  @Test
  void immutable() {
    Item item = Item.of(VALUE);
    assertThat(item.target()).hasToString("e5f96f6f38320f0f33959cb4d3d656452117aadb");
    assertThat(item.isGenuine()).isTrue();
  }

  @Test
  void aFlippedBitIsRefusedWhereverItIs() {
    for (int bit = 0; bit < VALUE.length * Byte.SIZE; bit++) {
      assertThat(signed(flipped(VALUE, bit), KEY, "", 1, SIGNATURE).isGenuine()).isFalse();
    }
    for (int bit = 0; bit < KEY.length * Byte.SIZE; bit++) {
      assertThat(signed(VALUE, flipped(KEY, bit), "", 1, SIGNATURE).isGenuine()).isFalse();
    }
    for (int bit = 0; bit < SIGNATURE.length * Byte.SIZE; bit++) {
      assertThat(signed(VALUE, KEY, "", 1, flipped(SIGNATURE, bit)).isGenuine()).isFalse();
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] other = bytes.clone();
    other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return other;
  }

  @Test
  void whatIsSignedWithItCannotBeChanged() {
    assertThat(signed(VALUE, KEY, "", 2, SIGNATURE).isGenuine()).isFalse();
    assertThat(signed(VALUE, KEY, "foobar", 1, SIGNATURE).isGenuine()).isFalse();
    assertThat(signed(VALUE, KEY, "foobaz", 1, SALTED_SIGNATURE).isGenuine()).isFalse();
    assertThat(signed(VALUE, KEY, "", 1, SALTED_SIGNATURE).isGenuine()).isFalse();
  }

  @Test
  void keysAndSignaturesOfOtherLengthsAreNone() {
    assertThat(signed(VALUE, new byte[0], "", 1, SIGNATURE).isGenuine()).isFalse();
    assertThat(signed(VALUE, new byte[33], "", 1, SIGNATURE).isGenuine()).isFalse();
    assertThat(signed(VALUE, KEY, "", 1, new byte[0]).isGenuine()).isFalse();
    assertThat(signed(VALUE, KEY, "", 1, new byte[65]).isGenuine()).isFalse();
    assertThat(signed(VALUE, Messages.filled(32, 0xFF), "", 1, SIGNATURE).isGenuine()).isFalse();
  }

  @Test
  void valuesAndSaltsAreBounded() {
    assertThat(Item.of(new byte[Item.MAX_VALUE]).isGenuine()).isTrue();
    assertThat(Item.of(new byte[Item.MAX_VALUE + 1]).isGenuine()).isFalse();
    String salt = "s".repeat(Item.MAX_SALT + 1);
    assertThat(signed(VALUE, KEY, salt, 1, SIGNATURE).isGenuine()).isFalse();
  }
}
