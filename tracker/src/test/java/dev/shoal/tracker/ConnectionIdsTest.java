package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionIdsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
  private static final long NOW = -Duration.ofSeconds(1).toNanos();

  private final ConnectionIds ids = new ConnectionIds(new byte[ConnectionIds.KEY_LENGTH]);

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
    byte[] other = new byte[ConnectionIds.KEY_LENGTH];
    other[0] = 1;
    assertThat(new ConnectionIds(other).isValid(id, HERE, NOW)).isFalse();
    assertThat(new ConnectionIds(new byte[ConnectionIds.KEY_LENGTH]).isValid(id, HERE, NOW))
        .isTrue();
  }
}
