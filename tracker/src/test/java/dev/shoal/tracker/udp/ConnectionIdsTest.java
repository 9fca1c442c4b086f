package dev.shoal.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionIdsTest {
  private static final Endpoint HERE = Endpoint.v4(0xC0000201, 1);
  private static final Endpoint THERE = Endpoint.v4(0xC0000202, 1);
  private static final long NOW = -Duration.ofSeconds(1).toNanos();

  private final ConnectionIds ids = new ConnectionIds(1, 2);

  @Test
  void isGoodForTwoMinutesAndNotForFive() {
    for (int second = 0; second < 240; second += 7) {
      long issued = NOW + Duration.ofSeconds(second).toNanos();
      long id = ids.issue(HERE, issued);
      assertThat(ids.isValid(id, HERE, issued + Duration.ofMinutes(2).toNanos())).isTrue();
      assertThat(ids.isValid(id, HERE, issued + Duration.ofMinutes(5).toNanos())).isFalse();
    }
  }

  @Test
  void isBoundToTheAddressAndTheKey() {
    long id = ids.issue(HERE, NOW);
    assertThat(ids.isValid(id, THERE, NOW)).isFalse();
    assertThat(ids.isValid(id + 1, HERE, NOW)).isFalse();
    assertThat(ids.isValid(id, HERE.withPort(9), NOW)).as("whatever the port").isTrue();
    assertThat(new ConnectionIds(1, 3).isValid(id, HERE, NOW)).isFalse();
    assertThat(new ConnectionIds(1, 2).isValid(id, HERE, NOW)).isTrue();
  }

  /** The vector of the paper's reference program for 24 bytes 0, 1, 2 … under the key 0 … 15. */
  @Test
  void theHashIsSipHash() {
    long key0 = 0x0706050403020100L;
    long key1 = 0x0f0e0d0c0b0a0908L;
    long hash = SipHash.of(key0, key1, key0, key1, 0x1716151413121110L);
    assertThat(hash).isEqualTo(0xb8ad50c6f649af94L);
  }
}
