package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.base.Problem;
import java.nio.charset.StandardCharsets;

/** Whatever the text: refused in words, or a link that survives being written. */
class MagnetFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void parse(byte[] bytes) {
    String link = new String(bytes, StandardCharsets.UTF_8);
    try {
      Magnet magnet = Magnet.parse(link);
      assertThat(Magnet.parse(magnet.format())).isEqualTo(magnet);
    } catch (Problem refused) {
      assertThat(refused.kind()).isIn(Problem.Kind.INVALID, Problem.Kind.USAGE);
    }
  }
}
