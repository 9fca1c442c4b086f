package dev.shoal.bittorrent.handshake;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of handshakes, for either side: bytes go in, bytes and an outcome come out. The side
 * that dialled speaks first; the other answers once it has read the info-hash. Pure.
 */
public final class HandshakeCore {
  /** How an exchange ends. */
  public sealed interface Outcome {
    /** Both sides agreed; what came behind the handshake is still in the buffer. */
    record Agreed(Handshake theirs) implements Outcome {}

    /** The connection is of no use, and why. */
    record Refused(String why) implements Outcome {}
  }

  private final Function<Hash, Optional<byte[]>> peerIdFor;
  private final Predicate<Hash> dht;
  private final boolean dialled;
  private @Nullable ByteBuffer toSend;
  private byte[] ownId = new byte[0];
  private boolean spoken;

  private HandshakeCore(
      Function<Hash, Optional<byte[]>> peerIdFor, Predicate<Hash> dht, boolean dialled) {
    this.peerIdFor = peerIdFor;
    this.dht = dht;
    this.dialled = dialled;
  }

  /**
   * The side that dialled, about one torrent.
   *
   * @param dht whether to say that it has a node of the DHT
   */
  public static HandshakeCore dialling(Hash infoHash, byte[] peerId, boolean dht) {
    HandshakeCore core =
        new HandshakeCore(
            hash -> hash.equals(infoHash) ? Optional.of(peerId) : Optional.empty(),
            hash -> dht,
            true);
    core.speak(infoHash, peerId);
    return core;
  }

  /**
   * The side that was dialled.
   *
   * @param peerIdFor this side's peer id for a torrent it serves; empty for others
   * @param dht whether to say for a torrent that it has a node of the DHT
   */
  public static HandshakeCore answering(
      Function<Hash, Optional<byte[]>> peerIdFor, Predicate<Hash> dht) {
    return new HandshakeCore(peerIdFor, dht, false);
  }

  private void speak(Hash infoHash, byte[] peerId) {
    ownId = peerId;
    toSend = new Handshake(true, true, dht.test(infoHash), infoHash, peerId).encode();
    spoken = true;
  }

  /** Bytes to write now, if any; taken by this call. */
  public Optional<ByteBuffer> send() {
    ByteBuffer bytes = toSend;
    toSend = null;
    return Optional.ofNullable(bytes);
  }

  /** Looks at all that has been received and not been taken yet; empty: more is needed. */
  public Optional<Outcome> on(ByteBuffer received) {
    if (!Handshake.mayBegin(received)) {
      return refused("it does not speak BitTorrent");
    }
    if (received.remaining() < Handshake.LENGTH_TO_INFO_HASH) {
      return Optional.empty();
    }
    Hash infoHash = Handshake.infoHash(received);
    Optional<byte[]> peerId = peerIdFor.apply(infoHash);
    if (peerId.isEmpty()) {
      return refused(dialled ? "it answered for another torrent" : "no such torrent here");
    }
    if (!spoken) {
      speak(infoHash, peerId.get());
    }
    if (received.remaining() < Handshake.LENGTH) {
      return Optional.empty();
    }
    Handshake theirs = Handshake.decode(received);
    return Arrays.equals(theirs.peerId(), ownId)
        ? refused("it is this node itself")
        : Optional.of(new Outcome.Agreed(theirs));
  }

  private static Optional<Outcome> refused(String why) {
    return Optional.of(new Outcome.Refused(why));
  }
}
