package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.encryption.CryptoMethod;
import dev.shoal.bittorrent.encryption.EncryptedDuplex;
import dev.shoal.bittorrent.encryption.EncryptionCore;
import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.bittorrent.handshake.HandshakeCore;
import dev.shoal.host.Encryption;
import dev.shoal.host.Host;
import dev.shoal.host.Timers;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Exchanges handshakes over a connection, encrypted or plain, on the calling thread. */
final class Handshakes {
  private static final long TIMEOUT_NANOS = 10_000_000_000L; // for all of it

  /** More than any step waits for; what follows a handshake at once fits as well. */
  private static final int BUFFER = 2 * EncryptionCore.MAX_INITIAL;

  private final Host host;
  private final Encryption policy;

  Handshakes(Host host) {
    this.host = host;
    this.policy = host.limits().encryption();
  }

  /**
   * What the exchange gave.
   *
   * @param duplex the connection from here on
   * @param theirs the other side's handshake
   * @param early what came behind it
   */
  record Exchanged(Duplex duplex, Handshake theirs, ByteBuffer early) {
    boolean encrypted() {
      return duplex instanceof EncryptedDuplex;
    }
  }

  /**
   * Speaks first, then waits for the other side, 10 s at most.
   *
   * @throws UnansweredException if it said nothing at all
   * @throws ConnectionException with another reason why it came to nothing
   */
  Exchanged dial(Duplex duplex, Hash infoHash, Connections swarm, boolean encrypted) {
    Conversation with = new Conversation(duplex);
    HandshakeCore core = HandshakeCore.dialling(infoHash, swarm.peerId(), swarm.offersDht());
    try {
      return inTime(duplex, () -> encrypted ? dial(with, infoHash, core) : agree(with, core));
    } catch (ConnectionException useless) {
      if (with.heard) {
        throw useless;
      }
      throw new UnansweredException(useless);
    }
  }

  /** The own handshake goes with the encrypted one, as initial payload. */
  private Exchanged dial(Conversation with, Hash infoHash, HandshakeCore core) {
    ByteBuffer hello = core.send().orElseThrow();
    encrypt(with, EncryptionCore.dialling(infoHash, methods(), hello, random()));
    return agree(with, core);
  }

  /**
   * Waits for the other side, 10 s at most, and answers the way it speaks, if that is allowed.
   *
   * @throws ConnectionException with the reason why it came to nothing
   */
  Exchanged answer(Duplex duplex, Served served) {
    return inTime(
        duplex,
        () -> {
          Conversation with = new Conversation(duplex);
          boolean plain = with.until(Optional::empty, Handshake::begins);
          if (plain && policy == Encryption.REQUIRE) {
            throw new ConnectionException("it does not speak encrypted, which is required here");
          } else if (plain || policy == Encryption.OFF) {
            return agree(with, HandshakeCore.answering(served::peerId, served::offersDht));
          }
          Hash infoHash =
              encrypt(with, EncryptionCore.answering(served::meant, methods(), random()));
          return agree(
              with,
              HandshakeCore.answering(
                  hash -> hash.equals(infoHash) ? served.peerId(hash) : Optional.empty(),
                  served::offersDht));
        });
  }

  /** What is offered and accepted, the cheapest first. */
  private List<CryptoMethod> methods() {
    return policy == Encryption.REQUIRE
        ? List.of(CryptoMethod.RC4)
        : List.of(CryptoMethod.PLAINTEXT, CryptoMethod.RC4);
  }

  /** For one handshake, as several go on at once. */
  private RandomGenerator random() {
    return host.random("encryption");
  }

  private <T> T inTime(Duplex duplex, Supplier<T> exchange) {
    try (Timers.Timer timeout = host.timers().timer(duplex::close)) {
      timeout.at(host.clock().nanos() + TIMEOUT_NANOS);
      return exchange.get();
    }
  }

  /** Goes on encrypted, if both sides agree on that; the torrent that it is about. */
  private static Hash encrypt(Conversation with, EncryptionCore core) {
    return switch (with.until(core::send, core::on)) {
      case EncryptionCore.Outcome.Agreed agreed -> {
        agreed.ciphers().ifPresent(it -> with.duplex = new EncryptedDuplex(with.duplex, it));
        yield agreed.infoHash();
      }
      case EncryptionCore.Outcome.Refused(String why) -> throw new ConnectionException(why);
    };
  }

  private static Exchanged agree(Conversation with, HandshakeCore core) {
    return switch (with.until(core::send, core::on)) {
      case HandshakeCore.Outcome.Agreed(Handshake theirs) ->
          new Exchanged(with.duplex, theirs, with.in);
      case HandshakeCore.Outcome.Refused(String why) -> throw new ConnectionException(why);
    };
  }

  /** A connection, and what was received of it and not taken yet. */
  private static final class Conversation {
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
    private Duplex duplex;
    private boolean heard;

    Conversation(Duplex duplex) {
      this.duplex = duplex;
    }

    /** Writes what a core has to send and gives it what comes, until it knows its outcome. */
    <T> T until(Supplier<Optional<ByteBuffer>> send, Function<ByteBuffer, Optional<T>> on) {
      while (true) {
        write(send);
        Optional<T> outcome = on.apply(in);
        write(send);
        if (outcome.isPresent()) {
          return outcome.get();
        }
        in.compact();
        if (duplex.read(new ByteBuffer[] {in}) < 0) {
          throw new ConnectionException("it closed the connection within the handshake");
        }
        in.flip();
        heard = true;
      }
    }

    private void write(Supplier<Optional<ByteBuffer>> send) {
      send.get().ifPresent(bytes -> duplex.write(new ByteBuffer[] {bytes}));
    }
  }
}
