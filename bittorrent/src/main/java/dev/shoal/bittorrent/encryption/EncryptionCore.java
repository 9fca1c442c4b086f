package dev.shoal.bittorrent.encryption;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of Message Stream Encryption, for either side: bytes go in, bytes and an outcome
 * come out. Pure. It looks at no more than a few hundred bytes of a side that makes no sense.
 */
public abstract sealed class EncryptionCore permits DiallingCore, AnsweringCore {
  /** How a handshake ends. */
  public sealed interface Outcome {
    /**
     * Both sides agreed; payload that came with the handshake is still in the buffer, decrypted.
     *
     * @param infoHash of the torrent that the connection is about
     * @param ciphers for what follows; empty if it goes as plain text
     */
    record Agreed(Hash infoHash, Optional<Ciphers> ciphers) implements Outcome {}

    /** The connection is of no use, and why. */
    record Refused(String why) implements Outcome {}
  }

  /**
   * The streams of an encrypted connection, each as far as it was used.
   *
   * @param in of what the other side sends
   * @param out of what this side sends
   */
  public record Ciphers(Rc4 in, Rc4 out) {}

  /** The longest of each of the four pads, by the specification. */
  static final int MAX_PAD = 512;

  /**
   * The most bytes of initial payload (IA), which are waited for. Clients send a handshake of 68
   * bytes in it, or nothing; the field could say 65535. No step waits for more bytes than this.
   */
  public static final int MAX_INITIAL = 1024;

  /** VC: eight zeros, by which the other side finds where the encrypted part begins. */
  static final int VC = 8;

  /** crypto_provide, crypto_select. */
  static final int METHODS = 4;

  /** The length of a pad or of IA. */
  static final int LENGTH = 2;

  private final RandomGenerator random;
  private final DiffieHellman exchange;
  private @Nullable ByteBuffer toSend;
  private Optional<Outcome> outcome = Optional.empty();
  private int needed;
  private int skipped;
  private Consumer<ByteBuffer> step;

  EncryptionCore(RandomGenerator random) {
    this.random = random;
    this.exchange = new DiffieHellman(random);
    this.needed = DiffieHellman.LENGTH;
    this.step = this::key;
  }

  /**
   * The side that dialled, about one torrent.
   *
   * @param methods what it offers
   * @param initial payload that goes with the handshake, encrypted; at most 1024 bytes
   */
  public static EncryptionCore dialling(
      Hash infoHash, List<CryptoMethod> methods, ByteBuffer initial, RandomGenerator random) {
    return new DiallingCore(infoHash, methods, initial, random);
  }

  /**
   * The side that was dialled.
   *
   * @param torrents what {@link #requested} is for each torrent that is served, to its info-hash
   * @param methods what it accepts, the best first
   */
  public static EncryptionCore answering(
      Function<Hash, Optional<Hash>> torrents, List<CryptoMethod> methods, RandomGenerator random) {
    return new AnsweringCore(torrents, methods, random);
  }

  /** HASH('req2', SKEY): by this a side that was dialled finds which torrent is meant. */
  public static Hash requested(Hash infoHash) {
    return Hash.of(Secret.hash("req2", infoHash.bytes()));
  }

  /** Bytes to write now, if any; taken by this call. */
  public final Optional<ByteBuffer> send() {
    ByteBuffer bytes = toSend;
    toSend = null;
    return Optional.ofNullable(bytes);
  }

  /**
   * Looks at all that has been received, takes what it understands, and leaves the rest for the
   * next call; empty: more is needed.
   */
  public final Optional<Outcome> on(ByteBuffer received) {
    while (outcome.isEmpty() && received.remaining() >= needed) {
      step.accept(received);
    }
    return outcome;
  }

  /** The public key of the other side is there. */
  private void key(ByteBuffer in) {
    Optional<byte[]> secret = exchange.secret(take(in, DiffieHellman.LENGTH));
    if (secret.isPresent()) {
      agreed(new Secret(secret.get()));
    } else {
      refuse("its key would keep no secret");
    }
  }

  /** The secret is known; says what comes next. */
  abstract void agreed(Secret secret);

  /** Steps 1 and 2: the own public key and a pad. */
  final void sendKey() {
    byte[] pad = DiffieHellman.bytes(random, padLength());
    send(ByteBuffer.allocate(DiffieHellman.LENGTH + pad.length).put(exchange.publicKey()).put(pad));
  }

  final int padLength() {
    return random.nextInt(MAX_PAD + 1);
  }

  /** Sends what was put into a buffer; no side has two things to say in a row. */
  final void send(ByteBuffer filled) {
    toSend = filled.flip();
  }

  /** The next step is taken once so many bytes are there. */
  final void await(int bytes, Consumer<ByteBuffer> then) {
    needed = bytes;
    step = then;
  }

  /** The next step is taken behind this mark, which comes behind a pad of unknown length. */
  final void seek(byte[] mark, Runnable then) {
    await(
        mark.length,
        in -> {
          if (in.slice(in.position(), mark.length).equals(ByteBuffer.wrap(mark))) {
            take(in, mark.length);
            then.run();
          } else if (++skipped > MAX_PAD) {
            refuse("it speaks neither BitTorrent nor its encryption");
          } else {
            in.get();
          }
        });
  }

  final void refuse(String why) {
    outcome = Optional.of(new Outcome.Refused(why));
  }

  /** The handshake is over; what is still in the buffer is payload. */
  final void agree(Hash infoHash, Ciphers ciphers, CryptoMethod method) {
    outcome =
        Optional.of(
            new Outcome.Agreed(
                infoHash,
                switch (method) {
                  case PLAINTEXT -> Optional.empty();
                  case RC4 -> Optional.of(ciphers);
                }));
  }

  static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  /** Takes bytes from the buffer and decrypts them. */
  static ByteBuffer take(ByteBuffer in, int count, Rc4 cipher) {
    ByteBuffer bytes = ByteBuffer.wrap(take(in, count));
    cipher.apply(bytes);
    return bytes;
  }

  static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }
}
