package dev.shoal.bittorrent.encryption;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A, the side that dialled: it speaks first, and offers methods. */
final class DiallingCore extends EncryptionCore {
  private final Hash infoHash;
  private final List<CryptoMethod> methods;
  private final ByteBuffer initial;

  DiallingCore(
      Hash infoHash, List<CryptoMethod> methods, ByteBuffer initial, RandomGenerator random) {
    super(random);
    if (initial.remaining() > MAX_INITIAL) {
      throw new IllegalArgumentException("too much initial payload: " + initial.remaining());
    }
    this.infoHash = infoHash;
    this.methods = List.copyOf(methods);
    this.initial = initial;
    sendKey();
  }

  @Override
  void agreed(Secret secret) {
    Ciphers ciphers = new Ciphers(secret.fromB(infoHash), secret.fromA(infoHash));
    request(secret, ciphers.out());
    byte[] vc = new byte[VC];
    ciphers.in().apply(ByteBuffer.wrap(vc)); // what zeros will look like
    seek(vc, () -> await(METHODS + LENGTH, in -> selected(in, ciphers)));
  }

  /** Step 3. Pads within the encrypted part are zeros, for versions to come. */
  private void request(Secret secret, Rc4 out) {
    byte[] pad = new byte[padLength()];
    ByteBuffer encrypted =
        ByteBuffer.allocate(VC + METHODS + LENGTH + pad.length + LENGTH + initial.remaining())
            .put(new byte[VC])
            .putInt(CryptoMethod.bits(methods))
            .putShort((short) pad.length)
            .put(pad)
            .putShort((short) initial.remaining())
            .put(initial)
            .flip();
    out.apply(encrypted);
    send(
        ByteBuffer.allocate(2 * Hash.SHA1_LENGTH + encrypted.remaining())
            .put(secret.synchronization())
            .put(secret.masked(requested(infoHash).bytes()))
            .put(encrypted));
  }

  /** Step 4, behind VC. */
  private void selected(ByteBuffer in, Ciphers ciphers) {
    ByteBuffer answer = take(in, METHODS + LENGTH, ciphers.in());
    int select = answer.getInt();
    int pad = Short.toUnsignedInt(answer.getShort());
    Optional<CryptoMethod> method =
        methods.stream().filter(one -> CryptoMethod.bits(List.of(one)) == select).findFirst();
    if (method.isEmpty()) {
      refuse("it selected no method of encryption that was offered");
    } else if (pad > MAX_PAD) {
      refuse("it pads its handshake beyond the limit");
    } else {
      await(pad, rest -> payload(rest, pad, ciphers, method.get()));
    }
  }

  private void payload(ByteBuffer in, int pad, Ciphers ciphers, CryptoMethod method) {
    take(in, pad, ciphers.in());
    if (method == CryptoMethod.RC4) {
      ciphers.in().apply(in);
    }
    agree(infoHash, ciphers, method);
  }
}
