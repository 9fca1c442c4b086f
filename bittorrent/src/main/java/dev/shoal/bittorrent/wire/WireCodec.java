package dev.shoal.bittorrent.wire;

import dev.shoal.bittorrent.wire.PeerMessage.AllowedFast;
import dev.shoal.bittorrent.wire.PeerMessage.Bitfield;
import dev.shoal.bittorrent.wire.PeerMessage.Cancel;
import dev.shoal.bittorrent.wire.PeerMessage.Choke;
import dev.shoal.bittorrent.wire.PeerMessage.Extended;
import dev.shoal.bittorrent.wire.PeerMessage.Have;
import dev.shoal.bittorrent.wire.PeerMessage.HaveAll;
import dev.shoal.bittorrent.wire.PeerMessage.HaveNone;
import dev.shoal.bittorrent.wire.PeerMessage.Interested;
import dev.shoal.bittorrent.wire.PeerMessage.KeepAlive;
import dev.shoal.bittorrent.wire.PeerMessage.NotInterested;
import dev.shoal.bittorrent.wire.PeerMessage.Piece;
import dev.shoal.bittorrent.wire.PeerMessage.Port;
import dev.shoal.bittorrent.wire.PeerMessage.Reject;
import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.bittorrent.wire.PeerMessage.Suggest;
import dev.shoal.bittorrent.wire.PeerMessage.Unchoke;
import dev.shoal.bittorrent.wire.PeerMessage.Unknown;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The peer wire protocol as bytes (BEP 3, 5, 6, 10): {@code <length: 4><id: 1><payload>},
 * big-endian; length counts id and payload, 0 is a keep-alive.
 */
public final class WireCodec {
  /**
   * The longest message that is taken whole: a bitfield of eight million pieces, an extended
   * message of a metadata block. A block may only be as long as {@link #MAX_BLOCK}.
   */
  public static final int MAX_MESSAGE = 1 << 20;

  /** The longest block that is asked for or served; 16 KiB is the custom, some ask for more. */
  public static final int MAX_BLOCK = 1 << 17;

  /** The bytes before the payload of a block: length, id, piece, begin. */
  public static final int PIECE_HEAD = 13;

  private static final int CHOKE = 0;
  private static final int UNCHOKE = 1;
  private static final int INTERESTED = 2;
  private static final int NOT_INTERESTED = 3;
  private static final int HAVE = 4;
  private static final int BITFIELD = 5;
  private static final int REQUEST = 6;
  private static final int PIECE = 7;
  private static final int CANCEL = 8;
  private static final int PORT = 9;
  private static final int SUGGEST = 13;
  private static final int HAVE_ALL = 14;
  private static final int HAVE_NONE = 15;
  private static final int REJECT = 16;
  private static final int ALLOWED_FAST = 17;
  private static final int EXTENDED = 20;

  private WireCodec() {}

  /**
   * The next message, if all of it is there (of a block: its head); takes it from {@code in}, whose
   * position moves only then.
   *
   * @throws WireException if it breaks the protocol or a limit
   */
  public static Optional<PeerMessage> decode(ByteBuffer in) {
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int start = in.position();
    int length = in.getInt(start);
    if (length == 0) {
      in.position(start + 4);
      return Optional.of(new KeepAlive());
    }
    if (length < 0 || length > MAX_MESSAGE) {
      throw new WireException("a message of " + Integer.toUnsignedString(length) + " bytes");
    }
    if (in.remaining() < 5) {
      return Optional.empty();
    }
    int id = in.get(start + 4) & 0xFF;
    require(id != PIECE || length >= PIECE_HEAD - 4, "a block without a head");
    int needed = id == PIECE ? PIECE_HEAD : 4 + length;
    if (in.remaining() < needed) {
      return Optional.empty();
    }
    in.position(start + 5);
    PeerMessage message = body(id, length - 1, in);
    in.position(start + needed);
    return Optional.of(message);
  }

  /**
   * How long the message at the buffer's position is, length prefix and all; 0 if not known yet.
   */
  public static int pendingLength(ByteBuffer in) {
    return in.remaining() < 4 ? 0 : 4 + in.getInt(in.position());
  }

  private static PeerMessage body(int id, int length, ByteBuffer in) {
    return switch (id) {
      case CHOKE -> fixed(new Choke(), length, 0);
      case UNCHOKE -> fixed(new Unchoke(), length, 0);
      case INTERESTED -> fixed(new Interested(), length, 0);
      case NOT_INTERESTED -> fixed(new NotInterested(), length, 0);
      case HAVE -> new Have(piece(length, in));
      case BITFIELD -> new Bitfield(bytes(in, length));
      case REQUEST -> {
        require(length == 12, "a request of " + length + " bytes");
        yield new Request(number(in), number(in), number(in));
      }
      case SUGGEST -> new Suggest(piece(length, in));
      case HAVE_ALL -> fixed(new HaveAll(), length, 0);
      case HAVE_NONE -> fixed(new HaveNone(), length, 0);
      case REJECT -> {
        require(length == 12, "a reject of " + length + " bytes");
        yield new Reject(number(in), number(in), number(in));
      }
      case ALLOWED_FAST -> new AllowedFast(piece(length, in));
      case PIECE -> {
        require(length - 8 <= MAX_BLOCK, "a block of " + (length - 8) + " bytes");
        yield new Piece(number(in), number(in), length - 8);
      }
      case CANCEL -> {
        require(length == 12, "a cancel of " + length + " bytes");
        yield new Cancel(number(in), number(in), number(in));
      }
      case PORT -> {
        require(length == 2, "a port of " + length + " bytes");
        yield new Port(in.getShort() & 0xFFFF);
      }
      case EXTENDED -> {
        require(length >= 1, "an extended message without an id");
        yield new Extended(in.get() & 0xFF, bytes(in, length - 1));
      }
      default -> new Unknown(id);
    };
  }

  private static PeerMessage fixed(PeerMessage message, int length, int expected) {
    require(length == expected, message.getClass().getSimpleName() + " with a payload");
    return message;
  }

  private static int piece(int length, ByteBuffer in) {
    require(length == 4, "the number of a piece in " + length + " bytes");
    return number(in);
  }

  private static int number(ByteBuffer in) {
    int value = in.getInt();
    require(value >= 0, "a number of " + Integer.toUnsignedString(value));
    return value;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new WireException(otherwise);
    }
  }

  /** How many bytes the message takes on the wire; of a block: its head. */
  public static int size(PeerMessage message) {
    return switch (message) {
      case KeepAlive() -> 4;
      case Choke(), Unchoke(), Interested(), NotInterested(), HaveAll(), HaveNone() -> 5;
      case Have(int _), Suggest(int _), AllowedFast(int _) -> 9;
      case Bitfield(byte[] bits) -> 5 + bits.length;
      case Request(int _, int _, int _), Reject(int _, int _, int _) -> 17;
      case Piece(int _, int _, int _) -> PIECE_HEAD;
      case Cancel(int _, int _, int _) -> 17;
      case Port(int _) -> 7;
      case Extended(int _, byte[] payload) -> 6 + payload.length;
      case Unknown(int _) -> 5;
    };
  }

  /**
   * Puts the message into {@code out}, which has {@link #size} bytes left; of a block: its head.
   */
  public static void encode(PeerMessage message, ByteBuffer out) {
    switch (message) {
      case KeepAlive() -> out.putInt(0);
      case Choke() -> head(out, 1, CHOKE);
      case Unchoke() -> head(out, 1, UNCHOKE);
      case Interested() -> head(out, 1, INTERESTED);
      case NotInterested() -> head(out, 1, NOT_INTERESTED);
      case Have(int piece) -> head(out, 5, HAVE).putInt(piece);
      case Bitfield(byte[] bits) -> head(out, 1 + bits.length, BITFIELD).put(bits);
      case Request(int piece, int begin, int length) ->
          head(out, 13, REQUEST).putInt(piece).putInt(begin).putInt(length);
      case Piece(int piece, int begin, int length) ->
          head(out, 9 + length, PIECE).putInt(piece).putInt(begin);
      case Cancel(int piece, int begin, int length) ->
          head(out, 13, CANCEL).putInt(piece).putInt(begin).putInt(length);
      case Suggest(int piece) -> head(out, 5, SUGGEST).putInt(piece);
      case HaveAll() -> head(out, 1, HAVE_ALL);
      case HaveNone() -> head(out, 1, HAVE_NONE);
      case Reject(int piece, int begin, int length) ->
          head(out, 13, REJECT).putInt(piece).putInt(begin).putInt(length);
      case AllowedFast(int piece) -> head(out, 5, ALLOWED_FAST).putInt(piece);
      case Port(int port) -> head(out, 3, PORT).putShort((short) port);
      case Extended(int id, byte[] payload) ->
          head(out, 2 + payload.length, EXTENDED).put((byte) id).put(payload);
      case Unknown(int id) -> head(out, 1, id);
    }
  }

  /** All of them, one behind the other, ready to be written. */
  public static ByteBuffer encode(List<PeerMessage> messages) {
    ByteBuffer out = ByteBuffer.allocate(messages.stream().mapToInt(WireCodec::size).sum());
    messages.forEach(message -> encode(message, out));
    return out.flip();
  }

  private static ByteBuffer head(ByteBuffer out, int length, int id) {
    return out.putInt(length).put((byte) id);
  }
}
