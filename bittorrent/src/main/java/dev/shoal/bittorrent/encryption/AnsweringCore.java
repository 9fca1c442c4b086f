package dev.shoal.bittorrent.encryption;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** B, the side that was dialled: it learns which torrent is meant, and selects a method. */
final class AnsweringCore extends EncryptionCore {
  private final Function<Hash, Optional<Hash>> torrents;
  private final List<CryptoMethod> methods;

  AnsweringCore(
      Function<Hash, Optional<Hash>> torrents, List<CryptoMethod> methods, RandomGenerator random) {
    super(random);
    this.torrents = torrents;
    this.methods = List.copyOf(methods);
  }

  @Override
  void agreed(Secret secret) {
    sendKey();
    seek(secret.synchronization(), () -> await(Hash.SHA1_LENGTH, in -> requested(in, secret)));
  }

  private void requested(ByteBuffer in, Secret secret) {
    Hash requested = Hash.of(secret.masked(take(in, Hash.SHA1_LENGTH)));
    Optional<Hash> infoHash = torrents.apply(requested);
    if (infoHash.isEmpty()) {
      refuse("no such torrent here");
      return;
    }
    Hash skey = infoHash.get();
    Agreeing agreeing = new Agreeing(skey, new Ciphers(secret.fromA(skey), secret.fromB(skey)));
    await(VC + METHODS + LENGTH, rest -> provided(rest, agreeing));
  }

  private record Agreeing(Hash infoHash, Ciphers ciphers) {}

  /** The encrypted part of step 3. */
  private void provided(ByteBuffer in, Agreeing agreeing) {
    ByteBuffer offer = take(in, VC + METHODS + LENGTH, agreeing.ciphers.in());
    boolean verified = isZero(take(offer, VC));
    int provide = offer.getInt();
    int pad = Short.toUnsignedInt(offer.getShort());
    Optional<CryptoMethod> method = methods.stream().filter(one -> one.isIn(provide)).findFirst();
    if (!verified) {
      refuse("its encryption does not verify");
    } else if (method.isEmpty()) {
      refuse("it offers no method of encryption that is accepted here");
    } else if (pad > MAX_PAD) {
      refuse("it pads its handshake beyond the limit");
    } else {
      await(pad + LENGTH, rest -> initial(rest, pad, agreeing, method.get()));
    }
  }

  private void initial(ByteBuffer in, int pad, Agreeing agreeing, CryptoMethod method) {
    take(in, pad, agreeing.ciphers.in());
    int length = Short.toUnsignedInt(take(in, LENGTH, agreeing.ciphers.in()).getShort());
    if (length > MAX_INITIAL) {
      refuse("it sends too much with its handshake");
    } else {
      await(length, rest -> payload(rest, length, agreeing, method));
    }
  }

  /** Step 4. The initial payload is encrypted whatever is selected. */
  private void payload(ByteBuffer in, int initial, Agreeing agreeing, CryptoMethod method) {
    Rc4 cipher = agreeing.ciphers.in();
    cipher.apply(in, in.position(), in.position() + initial);
    if (method == CryptoMethod.RC4) {
      cipher.apply(in, in.position() + initial, in.limit());
    }
    byte[] pad = new byte[padLength()];
    ByteBuffer answer =
        ByteBuffer.allocate(VC + METHODS + LENGTH + pad.length)
            .put(new byte[VC])
            .putInt(CryptoMethod.bits(List.of(method)))
            .putShort((short) pad.length)
            .put(pad);
    agreeing.ciphers.out().apply(answer, 0, answer.position());
    send(answer);
    agree(agreeing.infoHash, agreeing.ciphers, method);
  }
}
