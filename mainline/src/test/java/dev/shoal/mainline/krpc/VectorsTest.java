package dev.shoal.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The official vectors of BEP 33 and BEP 44. */
class VectorsTest {
  private static final String FILTER =
      "F6C3F5EAA07FFD91BDE89F777F26FB2BFF37BDB8FB2BBAA2FD3DDDE7BACFFF75EE7CCBAE"
          + "FE5EEDB1FBFAFF67F6ABFF5E43DDBCA3FD9B9FFDF4FFD3E9DFF12D1BDF59DB53DBE9FA5B"
          + "7FF3B8FDFCDE1AFB8BEDD7BE2F3EE71EBBBFE93BCDEEFE148246C2BC5DBFF7E7EFDCF24F"
          + "D8DC7ADFFD8FFFDFDDFFF7A4BBEEDF5CB95CE81FC7FCFF1FF4FFFFDFE5F7FDCBB7FD79B3"
          + "FA1FC77BFE07FFF905B7B7FFC7FEFEFFE0B8370BB0CD3F5B7F2BD93FEB4386CFDD6F7FD5"
          + "BFAF2E9EBFFFFEECD67ADBF7C67F17EFD5D75EBA6FFEBA7FFF47A91EB1BFBB53E8ABFB57"
          + "62ABE8FF237279BFEFBFEEF5FFC5FEBFDFE5ADFFADFEE1FB737FFFFBFD9F6AEFFEEE76B6"
          + "FD8F72EF";

  private static final byte[] KEY =
      hex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void bep33() {
    AddressFilter filter = new AddressFilter();
    for (int i = 0; i <= 255; i++) {
      filter.add(InetAddress.ofLiteral("192.0.2." + i));
    }
    for (int i = 0; i <= 0x3E7; i++) {
      filter.add(InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i)));
    }
    assertThat(filter.bytes()).isEqualTo(hex(FILTER));
    assertThat(filter.count()).isCloseTo(1224.9308, within(0.0001));
    assertThat(AddressFilter.of(filter.bytes()).count()).isEqualTo(filter.count());
  }

  private static Item signed(String salt, String signature) {
    return new Item(
        Messages.ascii("12:Hello World!"),
        Optional.of(new Item.Signed(KEY, Messages.ascii(salt), 1, hex(signature))));
  }

  @Test
  void bep44() {
    Item plain =
        signed(
            "",
            "305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
                + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01");
    assertThat(plain.target()).hasToString("4a533d47ec9c7d95b1ad75f576cffc641853b750");
    assertThat(plain.isGenuine()).isTrue();
    Item salted =
        signed(
            "foobar",
            "6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
                + "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08");
    assertThat(salted.target()).hasToString("411eba73b6f087ca51a3795d9c8c938d365e32c1");
    assertThat(salted.isGenuine()).isTrue();
    assertThat(Messages.IMMUTABLE.target()).hasToString("e5f96f6f38320f0f33959cb4d3d656452117aadb");
  }

  @Test
  void aForgedItemIsNotGenuine() {
    byte[] signature = new byte[64];
    assertThat(signed("", HexFormat.of().formatHex(signature)).isGenuine()).isFalse();
    byte[] tooLong = new byte[Item.MAX_VALUE + 1];
    assertThat(Item.of(tooLong).isGenuine()).isFalse();
  }
}
