package dev.shoal.bittorrent.wire;

/**
 * A message of the peer wire protocol (BEP 3), without its length prefix. Numbers are unsigned 32
 * bits on the wire; those beyond {@link Integer#MAX_VALUE} are refused by the codec.
 */
public sealed interface PeerMessage {
  /** Nothing, so that the connection stays open. */
  record KeepAlive() implements PeerMessage {}

  /** The sender will not answer requests, and has forgotten those it had. */
  record Choke() implements PeerMessage {}

  /** The sender will answer requests. */
  record Unchoke() implements PeerMessage {}

  /** The sender would ask for pieces if it were unchoked. */
  record Interested() implements PeerMessage {}

  /** The sender wants nothing. */
  record NotInterested() implements PeerMessage {}

  /** The sender has verified this piece. */
  record Have(int piece) implements PeerMessage {}

  /** What the sender has: one bit a piece, the high bit of the first byte is piece 0. */
  record Bitfield(byte[] bits) implements PeerMessage {}

  /** Asks for a block. */
  record Request(int piece, int begin, int length) implements PeerMessage {}

  /** The head of a block; its {@code length} bytes of payload follow outside of the message. */
  record Piece(int piece, int begin, int length) implements PeerMessage {}

  /** Takes back a request. */
  record Cancel(int piece, int begin, int length) implements PeerMessage {}

  /** The UDP port of the sender's DHT node (BEP 5). */
  record Port(int port) implements PeerMessage {}

  /** The sender would like to be asked for this piece (BEP 6). */
  record Suggest(int piece) implements PeerMessage {}

  /** The sender has everything; in place of a bitfield (BEP 6). */
  record HaveAll() implements PeerMessage {}

  /** The sender has nothing; in place of a bitfield (BEP 6). */
  record HaveNone() implements PeerMessage {}

  /** The sender does not answer this request (BEP 6). */
  record Reject(int piece, int begin, int length) implements PeerMessage {}

  /** The sender answers requests for this piece even while it chokes (BEP 6). */
  record AllowedFast(int piece) implements PeerMessage {}

  /** A message of the extension protocol (BEP 10); id 0 is the extension handshake. */
  record Extended(int id, byte[] payload) implements PeerMessage {}

  /** A message this side does not know; its payload was skipped. */
  record Unknown(int id) implements PeerMessage {}
}
