package dev.shoal.users;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Where passkeys come from. */
final class Passkeys {
  // 128 bits: nobody guesses one, however many are asked for a second, and none comes up twice.
  private static final int BYTES = 16;

  private Passkeys() {}

  /** Thirty-two hexadecimal digits each, from the system's secure generator. */
  static Supplier<String> ofChance() {
    SecureRandom chance = new SecureRandom();
    return () -> {
      byte[] bytes = new byte[BYTES];
      chance.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }
}
