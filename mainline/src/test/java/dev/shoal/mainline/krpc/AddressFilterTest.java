package dev.shoal.mainline.krpc;

import static dev.shoal.mainline.krpc.Messages.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vector of BEP 33, and what else it says of filters. */
class AddressFilterTest {
  /** Of 192.0.2.0 to 192.0.2.255 and 2001:DB8:: to 2001:DB8::3E7. */
  private static final byte[] VECTOR =
      HexFormat.of()
          .parseHex(
              """
              F6C3F5EAA07FFD91BDE89F777F26FB2BFF37BDB8FB2BBAA2FD3DDDE7BACFFF75EE7CCBAE
              FE5EEDB1FBFAFF67F6ABFF5E43DDBCA3FD9B9FFDF4FFD3E9DFF12D1BDF59DB53DBE9FA5B
              7FF3B8FDFCDE1AFB8BEDD7BE2F3EE71EBBBFE93BCDEEFE148246C2BC5DBFF7E7EFDCF24F
              D8DC7ADFFD8FFFDFDDFFF7A4BBEEDF5CB95CE81FC7FCFF1FF4FFFFDFE5F7FDCBB7FD79B3
              FA1FC77BFE07FFF905B7B7FFC7FEFEFFE0B8370BB0CD3F5B7F2BD93FEB4386CFDD6F7FD5
              BFAF2E9EBFFFFEECD67ADBF7C67F17EFD5D75EBA6FFEBA7FFF47A91EB1BFBB53E8ABFB57
              62ABE8FF237279BFEFBFEEF5FFC5FEBFDFE5ADFFADFEE1FB737FFFFBFD9F6AEFFEEE76B6
              FD8F72EF
              """
                  .replaceAll("\\s", ""));

  private static final double COUNT = 1224.9308;

  private static AddressFilter v4() {
    AddressFilter filter = new AddressFilter();
    for (int i = 0; i < 256; i++) {
      filter.add(address("192.0.2." + i));
    }
    return filter;
  }

  private static AddressFilter v6() {
    AddressFilter filter = new AddressFilter();
    for (int i = 0; i <= 0x3E7; i++) {
      filter.add(address("2001:db8::" + Integer.toHexString(i)));
    }
    return filter;
  }

  @Test
  void vector() {
    AddressFilter both = v4();
    both.add(v6());
    assertThat(both.bytes()).isEqualTo(VECTOR);
    assertThat(both.count()).isEqualTo(COUNT, within(0.0001));
    assertThat(AddressFilter.of(VECTOR).count()).isEqualTo(COUNT, within(0.0001));
    assertThat(AddressFilter.of(VECTOR).bytes()).isEqualTo(VECTOR);
  }

  @Test
  void whatIsThereChangesNothing() {
    AddressFilter filter = AddressFilter.of(VECTOR);
    filter.add(address("192.0.2.77"));
    filter.add(v4());
    assertThat(filter.bytes()).isEqualTo(VECTOR);
  }

  @Test
  void anEmptyOneHasLessThanOne() {
    assertThat(new AddressFilter().count()).isBetween(0.0, 1.0);
    assertThat(new AddressFilter().bytes()).isEqualTo(new byte[AddressFilter.LENGTH]);
  }

  @Test
  void aFullOneHasSomeFiniteNumber() {
    AddressFilter full = AddressFilter.of(Messages.filled(AddressFilter.LENGTH, 0xFF));
    assertThat(full.count()).isBetween(6000.0, 10_000.0);
  }
}
