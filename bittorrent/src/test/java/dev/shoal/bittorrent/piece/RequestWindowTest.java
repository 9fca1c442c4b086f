package dev.shoal.bittorrent.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
  private static final long QUICK = Duration.ofMillis(10).toNanos();
  private static final long PULSE = Duration.ofMillis(500).toNanos();

  private final RequestWindow window = new RequestWindow();
  private long now;

  /** All that is outstanding is answered at once, so long after it was asked for. */
  private void answer(long delay) {
    now += delay;
    for (int blocks = window.blocks(); blocks > 0; blocks--) {
      window.arrived(Blocks.SIZE, delay, now);
    }
  }

  /** As Transmission does, whose bandwidth is given out twice a second. */
  @Test
  void whoAnswersAtOnceAndThenInPulsesIsAskedForMoreThanAPulseNeeds() {
    for (int i = 0; i < 100; i++) {
      window.limit(RequestWindow.START); // it had no more
      answer(QUICK);
    }
    window.limit(RequestWindow.DEFAULT_REQQ);
    for (int i = 0; i < 40; i++) {
      answer(PULSE);
    }
    assertThat(window.blocks()).isGreaterThanOrEqualTo(64);
  }
}
