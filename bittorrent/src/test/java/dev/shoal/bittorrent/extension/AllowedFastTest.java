package dev.shoal.bittorrent.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AllowedFastTest {
  private static final Hash INFO_HASH = Hash.ofHex("aa".repeat(20));

  /** The example of BEP 6, which has nine of the ten. */
  @Test
  void theSetOfTheSpecification() throws UnknownHostException {
    InetAddress peer = InetAddress.getByName("80.4.4.200");
    assertThat(AllowedFast.of(peer, INFO_HASH, 1313).stream().boxed())
        .hasSize(AllowedFast.SIZE)
        .contains(1059, 431, 808, 1217, 287, 376, 1188, 353, 508);
  }

  @Test
  void aWholeNetworkHasOneSet() throws UnknownHostException {
    assertThat(AllowedFast.of(InetAddress.getByName("80.4.4.1"), INFO_HASH, 1313))
        .isEqualTo(AllowedFast.of(InetAddress.getByName("80.4.4.200"), INFO_HASH, 1313));
  }

  @Test
  void aSmallTorrentIsAllowedAsAWhole() throws UnknownHostException {
    assertThat(AllowedFast.of(InetAddress.getByName("80.4.4.1"), INFO_HASH, 3).cardinality())
        .isEqualTo(3);
  }
}
