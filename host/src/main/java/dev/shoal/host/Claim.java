package dev.shoal.host;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * First bytes by which an incoming connection is known to belong to a protocol.
 *
 * @param prefix 1 to 20 bytes, or none: this protocol takes what nobody else claims
 */
public record Claim(byte[] prefix) {
  /** The most bytes that are looked at before a connection is given to a protocol. */
  public static final int MAX_PREFIX = 20;

  public Claim {
    if (prefix.length > MAX_PREFIX) {
      throw new IllegalArgumentException("a claim has at most 20 bytes");
    }
    prefix = prefix.clone();
  }

  /** The claim on all that nobody else claims. */
  public static Claim theRest() {
    return new Claim(new byte[0]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Claim claim && Arrays.equals(prefix, claim.prefix);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(prefix);
  }

  @Override
  public String toString() {
    return "Claim[" + HexFormat.of().formatHex(prefix) + "]";
  }
}
