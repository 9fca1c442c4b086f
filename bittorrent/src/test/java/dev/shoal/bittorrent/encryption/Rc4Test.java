package dev.shoal.bittorrent.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class Rc4Test {
  /** RFC 6229, section 2: the keystream from byte 1024 on. */
  @Test
  void theStreamBeginsBehindTheDiscardedBytes() {
    assertThat(stream("0102030405")).isEqualTo("30abbcc7c20b01609f23ee2d5f6bb7df");
    assertThat(stream("0102030405060708090a0b0c0d0e0f10"))
        .isEqualTo("bdf0324e6083dcc6d3cedd3ca8c53c16");
  }

  private static String stream(String key) {
    byte[] zeros = new byte[16];
    new Rc4(HexFormat.of().parseHex(key)).apply(ByteBuffer.wrap(zeros));
    return HexFormat.of().formatHex(zeros);
  }

  @Test
  void anyCutsOfAnyBuffersGiveTheSameAsTheCipherOfThePlatform() {
    Property.forAll(draw -> {
      byte[] key = draw.bytes(draw.between(5, 128));
      byte[] plain = draw.bytes(draw.between(0, 10 * draw.size()));
      Rc4 rc4 = new Rc4(key);
      ByteBuffer bytes =
          draw.oneIn(2)
              ? ByteBuffer.allocate(plain.length)
              : ByteBuffer.allocateDirect(plain.length);
      bytes.order(draw.oneIn(2) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      bytes.put(plain).clear();
      for (int at = 0; at < plain.length; ) {
        int to = draw.between(at, Math.min(plain.length, at + 50));
        rc4.apply(bytes, at, to);
        at = to;
      }
      byte[] encrypted = new byte[plain.length];
      bytes.get(encrypted);
      assertThat(encrypted).isEqualTo(platform(key, plain));
    });
  }

  private static byte[] platform(byte[] key, byte[] plain) {
    try {
      Cipher cipher = Cipher.getInstance("ARCFOUR");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
      cipher.update(new byte[1024]);
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException absent) {
      throw new AssertionError(absent);
    }
  }
}
