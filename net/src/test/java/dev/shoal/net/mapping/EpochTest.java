package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EpochTest {
  private final Epoch epoch = new Epoch();

  private boolean restarted(long said, long atSeconds) {
    return epoch.restarted(said, Long.MAX_VALUE - 5 + TimeUnit.SECONDS.toNanos(atSeconds));
  }

  @Test
  void clocksThatGoTogetherAreFine() {
    assertThat(restarted(1000, 0)).isFalse();
    assertThat(restarted(1000, 1)).isFalse();
    assertThat(restarted(1102, 100)).isFalse();
    assertThat(restarted(1101, 101)).isFalse(); // packets pass each other
    assertThat(restarted(4700, 3800)).isFalse(); // by less than a 16th
  }

  @Test
  void aCountThatBeginsAnewIsARestart() {
    assertThat(restarted(1000, 0)).isFalse();
    assertThat(restarted(10, 100)).isTrue();
    assertThat(restarted(110, 200)).isFalse();
  }

  /** It had counted far, and has been as far again since. */
  @Test
  void aCountThatLagsOrLeapsIsARestart() {
    assertThat(restarted(100, 0)).isFalse();
    assertThat(restarted(200, 1000)).isTrue();
    assertThat(restarted(9000, 1010)).isTrue();
  }
}
