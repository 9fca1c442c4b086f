package dev.shoal.bittorrent.encryption;

import dev.shoal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What both sides derive from the secret S of their exchange.
 *
 * @param s 96 bytes
 */
record Secret(byte[] s) {
  /** HASH('req1', S), which the other side scans for. */
  byte[] synchronization() {
    return hash("req1", s);
  }

  /** HASH('req2', SKEY) xor HASH('req3', S): made from the former, or taken apart again. */
  byte[] masked(byte[] requested) {
    byte[] mask = hash("req3", s);
    for (int i = 0; i < mask.length; i++) {
      mask[i] ^= requested[i];
    }
    return mask;
  }

  /** The stream from A, who dialled, to B. */
  Rc4 fromA(Hash skey) {
    return new Rc4(hash("keyA", s, skey.bytes()));
  }

  /** The stream from B to A. */
  Rc4 fromB(Hash skey) {
    return new Rc4(hash("keyB", s, skey.bytes()));
  }

  static byte[] hash(String word, byte[]... parts) {
    MessageDigest sha1 = Hash.sha1();
    sha1.update(word.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) {
      sha1.update(part);
    }
    return sha1.digest();
  }
}
