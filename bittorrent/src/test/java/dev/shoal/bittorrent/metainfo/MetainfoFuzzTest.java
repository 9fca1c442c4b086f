package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;

/** Whatever the bytes: refused in words, or a torrent that adds up and survives being written. */
class MetainfoFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void parse(byte[] bytes) {
    try {
      Metainfo torrent = Metainfo.parse(bytes);
      Info info = torrent.info();
      assertThat(info.pieces()).hasSize(info.layout().pieces() * Hash.SHA1_LENGTH);
      assertThat(Metainfo.parse(torrent.encode())).isEqualTo(torrent);
    } catch (Problem refused) {
      assertThat(refused.kind()).isEqualTo(Problem.Kind.INVALID);
    }
  }
}
