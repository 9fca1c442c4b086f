package dev.shoal.bittorrent.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.base.Hash;
import dev.shoal.bittorrent.encryption.EncryptionCore.Outcome;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whatever the other side of an encrypted handshake sends, also where it is encrypted as it should
 * be: either side agrees, refuses in words, or waits for a bounded number of bytes.
 */
class EncryptionCoreFuzzTest {
  private static final Hash TORRENT = Hash.sha1(new byte[] {1});
  private static final List<CryptoMethod> ANY = List.of(CryptoMethod.PLAINTEXT, CryptoMethod.RC4);

  private SplittableRandom random = new SplittableRandom(1);

  @FuzzTest(maxDuration = "1m")
  void handshake(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    random = new SplittableRandom(1); // the same for the same input
    byte[] rest = Arrays.copyOfRange(bytes, 2, Math.min(bytes.length, 4000));
    int cut = 1 + Byte.toUnsignedInt(bytes[1]);
    switch (Math.floorMod(bytes[0], 4)) {
      case 0 -> feed(answering(), ByteBuffer.wrap(rest), cut);
      case 1 -> feed(dialling(), ByteBuffer.wrap(rest), cut);
      case 2 -> answered(rest, cut);
      default -> dialled(rest, cut);
    }
  }

  private EncryptionCore answering() {
    return EncryptionCore.answering(
        hash ->
            EncryptionCore.requested(TORRENT).equals(hash)
                ? Optional.of(TORRENT)
                : Optional.empty(),
        ANY,
        random);
  }

  private EncryptionCore dialling() {
    return EncryptionCore.dialling(TORRENT, ANY, ByteBuffer.allocate(68), random);
  }

  private void answered(byte[] content, int cut) {
    EncryptionCore core = answering();
    FakePeer peer = new FakePeer(random);
    assertThat(core.on(peer.key())).isEmpty();
    peer.hears(core.send().orElseThrow());
    assertThat(core.on(peer.request(TORRENT))).isEmpty();
    feed(core, peer.encrypted(TORRENT, out -> out.put(content)), cut);
  }

  private void dialled(byte[] content, int cut) {
    EncryptionCore core = dialling();
    FakePeer peer = new FakePeer(random);
    peer.hears(core.send().orElseThrow());
    assertThat(core.on(peer.key())).isEmpty();
    feed(core, peer.answer(TORRENT, out -> out.putLong(0).put(content)), cut);
  }

  private static void feed(EncryptionCore core, ByteBuffer bytes, int cut) {
    int all = bytes.limit();
    ByteBuffer in = bytes.limit(0);
    while (in.limit() < all) {
      in.limit(Math.min(all, in.limit() + cut));
      Optional<Outcome> outcome = core.on(in);
      core.send();
      if (outcome.isPresent()) {
        if (outcome.get() instanceof Outcome.Refused(String why)) {
          assertThat(why).isNotBlank();
        }
        return;
      }
      assertThat(in.remaining()).isLessThan(EncryptionCore.MAX_INITIAL);
    }
  }
}
