package dev.shoal.mainline.store;

import static dev.shoal.mainline.store.Strangers.seconds;
import static dev.shoal.mainline.store.Strangers.target;
import static dev.shoal.mainline.store.Strangers.v4;
import static dev.shoal.mainline.store.Strangers.v6;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are good for one address, one target and a while. */
class TokensTest {
  private static final long EPOCH = seconds(300);

  private final Tokens tokens = new Tokens(Tokens.mac(), new SplittableRandom(1), EPOCH);

  @Test
  void isOfOneAddressAndOneTarget() {
    byte[] token = tokens.issue(v4(1, 1), target(1), 0);
    assertThat(token).hasSize(Tokens.LENGTH);
    assertThat(tokens.isValid(token, v4(1, 1), target(1), 0)).isTrue();
    assertThat(tokens.isValid(token, v4(1, 2), target(1), 0)).isFalse();
    assertThat(tokens.isValid(token, v6(1, 1), target(1), 0)).isFalse();
    assertThat(tokens.isValid(token, v4(1, 1), target(2), 0)).isFalse();
  }

  /** {@code System.nanoTime} starts anywhere, below zero too, and may pass its end. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 7_777_777_777_777L, -7_777_777_777_777L})
  void isGoodForOneEpochToTwo(long origin) {
    long start = Math.floorDiv(origin, EPOCH) * EPOCH;
    for (long age : new long[] {0, 1, EPOCH / 2, EPOCH - 1}) {
      byte[] token = tokens.issue(v6(1, 1), target(1), start + age);
      assertThat(tokens.isValid(token, v6(1, 1), target(1), start + age)).isTrue();
      assertThat(tokens.isValid(token, v6(1, 1), target(1), start + age + EPOCH)).isTrue();
      assertThat(tokens.isValid(token, v6(1, 1), target(1), start + 2 * EPOCH - 1)).isTrue();
      assertThat(tokens.isValid(token, v6(1, 1), target(1), start + 2 * EPOCH)).isFalse();
      assertThat(tokens.isValid(token, v6(1, 1), target(1), start - 1)).isFalse();
    }
  }

  @Test
  void partsAndOthersAreNone() {
    byte[] token = tokens.issue(v4(1, 1), target(1), 0);
    for (int length = 0; length < token.length; length++) {
      byte[] part = Arrays.copyOf(token, length);
      assertThat(tokens.isValid(part, v4(1, 1), target(1), 0)).isFalse();
    }
    byte[] longer = Arrays.copyOf(token, token.length + 1);
    assertThat(tokens.isValid(longer, v4(1, 1), target(1), 0)).isFalse();
    for (int bit = 0; bit < token.length * Byte.SIZE; bit++) {
      byte[] flipped = token.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(tokens.isValid(flipped, v4(1, 1), target(1), 0)).isFalse();
    }
  }

  @Test
  void theKeyIsOfChance() {
    Tokens others = new Tokens(Tokens.mac(), new SplittableRandom(2), EPOCH);
    assertThat(others.isValid(tokens.issue(v4(1, 1), target(1), 0), v4(1, 1), target(1), 0))
        .isFalse();
  }
}
