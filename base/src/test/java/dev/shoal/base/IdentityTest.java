package dev.shoal.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private final SecureRandom random = new SecureRandom();
  private final Identity identity = Identity.create(random);

  @Test
  void itIsTheSameAfterItWasKept() {
    Identity kept = Identity.decode(identity.encode()).orElseThrow();
    assertThat(kept.id()).isEqualTo(identity.id());
    assertThat(kept.publicKey()).isEqualTo(identity.publicKey());
    assertThat(kept.sign(new byte[5]))
        .as("Ed25519 has no chance in it")
        .isEqualTo(identity.sign(new byte[5]));
    assertThat(identity.id()).isEqualTo(Hash.sha256().digest(identity.publicKey()));
  }

  @Test
  void whatIsTornOrForgedIsNone() {
    byte[] bytes = identity.encode();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(Identity.decode(Arrays.copyOf(bytes, length))).as("%d", length).isEmpty();
    }
    for (int i = 0; i < bytes.length; i++) {
      byte[] forged = bytes.clone();
      forged[i] ^= 1;
      assertThat(Identity.decode(forged)).as("%d", i).isEmpty();
    }
  }

  @Test
  void aMachineKeepsItsIdButProvesNothing() {
    byte[] numbers = "00:11:22:33:44:55 SN1".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Identity before = Identity.ofHardware(numbers, random);
    Identity after = Identity.ofHardware(numbers, random);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.publicKey()).isNotEqualTo(before.publicKey());
    assertThat(before.isProvable()).isFalse();
    assertThat(identity.isProvable()).isTrue();
    assertThat(Identity.decode(before.encode()).orElseThrow().isProvable()).isFalse();
    assertThat(before.toString()).startsWith("HARDWARE").hasSize(9 + 64);
  }
}
