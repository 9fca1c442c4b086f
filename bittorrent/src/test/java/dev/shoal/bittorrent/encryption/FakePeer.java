package dev.shoal.bittorrent.encryption;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The other side of a handshake, which keeps to the rules as far as a test wants it to. */
final class FakePeer {
  private final DiffieHellman exchange;
  private @Nullable Secret secret;

  FakePeer(RandomGenerator random) {
    exchange = new DiffieHellman(random);
  }

  /** Its key, without a pad. */
  ByteBuffer key() {
    return ByteBuffer.wrap(exchange.publicKey());
  }

  /** Takes the key of the side that is tested. */
  void hears(ByteBuffer bytes) {
    secret = new Secret(exchange.secret(EncryptionCore.take(bytes, 96)).orElseThrow());
  }

  private Secret secret() {
    if (secret == null) {
      throw new AssertionError("it has heard nothing");
    }
    return secret;
  }

  /** The part of step 3 that is not encrypted. */
  ByteBuffer request(Hash torrent) {
    return ByteBuffer.allocate(40)
        .put(secret().synchronization())
        .put(secret().masked(EncryptionCore.requested(torrent).bytes()))
        .flip();
  }

  /** The encrypted part of step 3. */
  ByteBuffer encrypted(Hash torrent, Consumer<ByteBuffer> content) {
    return encrypted(secret().fromA(torrent), content);
  }

  /** The encrypted part of step 4. */
  ByteBuffer answer(Hash torrent, Consumer<ByteBuffer> content) {
    return encrypted(secret().fromB(torrent), content);
  }

  private static ByteBuffer encrypted(Rc4 cipher, Consumer<ByteBuffer> content) {
    ByteBuffer out = ByteBuffer.allocate(4096);
    content.accept(out);
    cipher.apply(out.flip());
    return out;
  }
}
