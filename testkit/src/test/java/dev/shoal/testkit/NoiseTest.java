package dev.shoal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseTest {
  @Test
  void theBytesAtAPositionAreTheSameHoweverAskedFor() {
    Property.forAll(draw -> {
      Noise noise = new Noise(draw.number());
      int from = draw.between(0, 1000);
      byte[] part = noise.bytes(from, draw.between(0, 1000));
      assertThat(part).isEqualTo(Arrays.copyOfRange(noise.bytes(2000), from, from + part.length));
      for (int i = 0; i < part.length; i++) {
        assertThat(part[i]).isEqualTo(noise.at(from + i));
      }
    });
  }

  @Test
  void differentSeedsGiveDifferentBytes() {
    assertThat(new Noise(1).bytes(1000)).isNotEqualTo(new Noise(2).bytes(1000));
  }

  @Test
  void aFileHoldsTheNoise(@TempDir Path folder) throws Exception {
    Path file = new Noise(7).file(folder.resolve("a/b"), 200_001);
    assertThat(Files.readAllBytes(file)).isEqualTo(new Noise(7).bytes(200_001));
  }
}
