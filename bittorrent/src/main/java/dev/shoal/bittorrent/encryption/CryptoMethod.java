package dev.shoal.bittorrent.encryption;

import java.util.List;

/** How the payload goes once the handshake is over; the bits of crypto_provide and _select. */
public enum CryptoMethod {
  /** As it is. */
  PLAINTEXT(1),
  /** Encrypted in either direction. */
  RC4(2);

  private final int bit;

  CryptoMethod(int bit) {
    this.bit = bit;
  }

  /** Whether it is among those whose bits are set. */
  boolean isIn(int bits) {
    return (bits & bit) != 0;
  }

  /** The bits of all of these. */
  static int bits(List<CryptoMethod> methods) {
    return methods.stream().mapToInt(method -> method.bit).reduce(0, (a, b) -> a | b);
  }
}
