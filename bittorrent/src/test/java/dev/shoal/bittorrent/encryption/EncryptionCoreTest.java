package dev.shoal.bittorrent.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.encryption.EncryptionCore.Outcome;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Noise;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EncryptionCoreTest {
  private static final Hash TORRENT = Hash.sha1(new byte[] {1});
  private static final Hash OTHER = Hash.sha1(new byte[] {2});
  private static final List<CryptoMethod> ANY = List.of(CryptoMethod.PLAINTEXT, CryptoMethod.RC4);
  private static final List<List<CryptoMethod>> METHODS =
      List.of(List.of(CryptoMethod.PLAINTEXT), List.of(CryptoMethod.RC4), ANY, ANY.reversed());

  private final SplittableRandom random = new SplittableRandom(42);

  private static EncryptionCore answering(List<CryptoMethod> methods, SplittableRandom random) {
    return EncryptionCore.answering(
        hash ->
            List.of(OTHER, TORRENT).stream()
                .filter(served -> EncryptionCore.requested(served).equals(hash))
                .findFirst(),
        methods,
        random);
  }

  /** One side, what it has received and not taken, and how it ended. */
  private static final class Side {
    private final EncryptionCore core;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private Optional<Outcome> outcome = Optional.empty();

    Side(EncryptionCore core) {
      this.core = core;
    }

    /** What it says, cut anywhere; all at the end. */
    List<byte[]> says(Draw draw) {
      List<byte[]> parts = new ArrayList<>();
      core.send()
          .ifPresent(bytes -> {
            while (bytes.hasRemaining()) {
              int most = draw.oneIn(3) ? 3 : bytes.remaining();
              byte[] part = new byte[draw.between(1, Math.min(most, bytes.remaining()))];
              bytes.get(part);
              parts.add(part);
            }
          });
      return parts;
    }

    void hears(byte[] bytes) {
      in = ByteBuffer.allocate(in.remaining() + bytes.length).put(in).put(bytes).flip();
      if (outcome.isEmpty()) {
        outcome = core.on(in);
      }
    }

    Outcome.Agreed agreed() {
      return (Outcome.Agreed) outcome.orElseThrow();
    }
  }

  /** Tells each what the other says, until nobody has more to say. */
  private static void converse(Draw draw, Side a, Side b) {
    boolean said = true;
    while (said) {
      List<byte[]> forth = a.says(draw);
      forth.forEach(b::hears);
      List<byte[]> back = b.says(draw);
      back.forEach(a::hears);
      said = !forth.isEmpty() || !back.isEmpty();
    }
  }

  @Test
  void twoSidesAgreeHoweverTheirBytesAreCut() {
    Property.forAll(draw -> {
      List<CryptoMethod> offered = draw.note("offered", draw.one(METHODS));
      List<CryptoMethod> accepted = draw.note("accepted", draw.one(METHODS));
      byte[] initial = draw.bytes(draw.one(List.of(0, 68, EncryptionCore.MAX_INITIAL)));
      SplittableRandom seeds = new SplittableRandom(draw.random().nextLong());
      Side a =
          new Side(
              EncryptionCore.dialling(TORRENT, offered, ByteBuffer.wrap(initial), seeds.split()));
      Side b = new Side(answering(accepted, seeds.split()));
      converse(draw, a, b);
      Optional<CryptoMethod> method = accepted.stream().filter(offered::contains).findFirst();
      if (method.isEmpty()) {
        assertThat(b.outcome).containsInstanceOf(Outcome.Refused.class);
        assertThat(a.outcome).isEmpty();
        return;
      }
      assertThat(a.agreed().infoHash()).isEqualTo(TORRENT);
      assertThat(b.agreed().infoHash()).isEqualTo(TORRENT);
      assertThat(a.agreed().ciphers().isPresent()).isEqualTo(method.get() == CryptoMethod.RC4);
      assertThat(b.in).isEqualTo(ByteBuffer.wrap(initial));
      assertThat(a.in.remaining()).isZero();
      goesOn(draw, a.agreed(), b.agreed());
      goesOn(draw, b.agreed(), a.agreed());
    });
  }

  /** What one encrypts the other decrypts. */
  private static void goesOn(Draw draw, Outcome.Agreed from, Outcome.Agreed to) {
    byte[] plain = draw.bytes(100);
    ByteBuffer sent = ByteBuffer.wrap(plain.clone());
    from.ciphers().ifPresent(ciphers -> ciphers.out().apply(sent));
    assertThat(sent.equals(ByteBuffer.wrap(plain))).isEqualTo(from.ciphers().isEmpty());
    to.ciphers().ifPresent(ciphers -> ciphers.in().apply(sent));
    assertThat(sent).isEqualTo(ByteBuffer.wrap(plain));
  }

  /** Either side may send payload at once behind its part; it comes out decrypted. */
  @Test
  void payloadThatComesWithTheHandshakeIsLeftDecrypted() {
    for (List<CryptoMethod> methods : METHODS) {
      EncryptionCore a =
          EncryptionCore.dialling(TORRENT, methods, ByteBuffer.wrap(new byte[] {7}), random);
      EncryptionCore b = answering(methods, random);
      assertThat(b.on(a.send().orElseThrow())).isEmpty();
      assertThat(a.on(b.send().orElseThrow())).isEmpty();
      Outcome.Agreed there = (Outcome.Agreed) b.on(a.send().orElseThrow()).orElseThrow();
      ByteBuffer payload = ByteBuffer.wrap(new byte[] {1, 2, 3});
      there.ciphers().ifPresent(ciphers -> ciphers.out().apply(payload));
      ByteBuffer in = joined(b.send().orElseThrow(), payload);
      assertThat(a.on(in)).containsInstanceOf(Outcome.Agreed.class);
      assertThat(in).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
  }

  private static ByteBuffer joined(ByteBuffer... parts) {
    ByteBuffer all = ByteBuffer.allocate(8192);
    for (ByteBuffer part : parts) {
      all.put(part);
    }
    return all.flip();
  }

  @Test
  void aTorrentThatIsNotServedIsRefused() {
    Side a =
        new Side(
            EncryptionCore.dialling(
                Hash.sha1(new byte[] {3}), ANY, ByteBuffer.allocate(0), random.split()));
    Side b = new Side(answering(ANY, random.split()));
    Property.forAll(1, draw -> converse(draw, a, b));
    assertThat(b.outcome).contains(new Outcome.Refused("no such torrent here"));
  }

  /** Neither side reads on where the longest pad would have ended, nor waits for more. */
  @Test
  void garbageIsRefusedWhereTheLongestPadEnds() {
    byte[] garbage = new Noise(5).bytes(4096);
    EncryptionCore a = EncryptionCore.dialling(TORRENT, ANY, ByteBuffer.allocate(0), random);
    assertThat(bytesUntilRefused(a, garbage)).isEqualTo(96 + 512 + 8);
    assertThat(bytesUntilRefused(answering(ANY, random), garbage)).isEqualTo(96 + 512 + 20);
  }

  private static int bytesUntilRefused(EncryptionCore core, byte[] garbage) {
    ByteBuffer in = ByteBuffer.wrap(garbage).limit(0);
    while (true) {
      in.limit(in.limit() + 1);
      Optional<Outcome> outcome = core.on(in);
      if (outcome.isPresent()) {
        assertThat(outcome.get())
            .isEqualTo(new Outcome.Refused("it speaks neither BitTorrent nor its encryption"));
        return in.limit();
      }
    }
  }

  /** What an answering side says to the encrypted part of step 3, filled by hand. */
  private Outcome answerTo(Consumer<ByteBuffer> part) {
    EncryptionCore b = answering(ANY, random);
    FakePeer peer = new FakePeer(random);
    assertThat(b.on(peer.key())).isEmpty();
    peer.hears(b.send().orElseThrow());
    return b.on(joined(peer.request(TORRENT), peer.encrypted(TORRENT, part))).orElseThrow();
  }

  /** What a dialling side says to the encrypted part of step 4, filled by hand. */
  private Outcome dialledBy(List<CryptoMethod> offered, Consumer<ByteBuffer> part) {
    EncryptionCore a = EncryptionCore.dialling(TORRENT, offered, ByteBuffer.allocate(0), random);
    FakePeer peer = new FakePeer(random);
    peer.hears(a.send().orElseThrow());
    assertThat(a.on(peer.key())).isEmpty();
    return a.on(peer.answer(TORRENT, part)).orElseThrow();
  }

  @Test
  void theAnsweringSideIsStrict() {
    assertThat(answerTo(out -> out.putLong(1).putInt(3).putShort((short) 0)))
        .isEqualTo(new Outcome.Refused("its encryption does not verify"));
    assertThat(answerTo(out -> out.putLong(0).putInt(~3).putShort((short) 0)))
        .isEqualTo(new Outcome.Refused("it offers no method of encryption that is accepted here"));
    assertThat(answerTo(out -> out.putLong(0).putInt(3).putShort((short) 513)))
        .isEqualTo(new Outcome.Refused("it pads its handshake beyond the limit"));
    assertThat(answerTo(out -> out.putLong(0).putInt(3).putShort((short) 0).putShort((short) 1025)))
        .isEqualTo(new Outcome.Refused("it sends too much with its handshake"));
    assertThat(answerTo(out -> out.putLong(0).putInt(-1).putShort((short) 0).putShort((short) 0)))
        .as("methods of the future are no harm")
        .isInstanceOf(Outcome.Agreed.class);
  }

  @Test
  void theDiallingSideIsStrict() {
    for (int select : new int[] {0, 1, 3, 4, -1}) {
      assertThat(
              dialledBy(
                  List.of(CryptoMethod.RC4),
                  out -> out.putLong(0).putInt(select).putShort((short) 0)))
          .isEqualTo(new Outcome.Refused("it selected no method of encryption that was offered"));
    }
    assertThat(dialledBy(ANY, out -> out.putLong(0).putInt(2).putShort((short) 513)))
        .isEqualTo(new Outcome.Refused("it pads its handshake beyond the limit"));
    assertThat(
            dialledBy(
                ANY, out -> out.putLong(0).putInt(1).putShort((short) 512).put(new byte[512])))
        .isEqualTo(new Outcome.Agreed(TORRENT, Optional.empty()));
  }

  @Test
  void aKeyThatKeepsNoSecretIsRefused() {
    assertThat(answering(ANY, random).on(ByteBuffer.allocate(96)))
        .contains(new Outcome.Refused("its key would keep no secret"));
  }
}
