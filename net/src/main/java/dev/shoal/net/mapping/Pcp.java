package dev.shoal.net.mapping;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The codec of PCP, as far as a client needs it: the opcode MAP (RFC 6887). */
final class Pcp {
  static final int VERSION = 2;
  static final int NONCE = 12;
  static final int SUCCESS = 0;

  private static final int ANNOUNCE = 0;
  private static final int MAP = 1;
  private static final int ANSWER = 0x80; // the bit R
  private static final int HEAD = 24;
  private static final int MAP_LENGTH = 60;
  private static final int MAX_LENGTH = 1100; // section 7
  private static final int ADDRESS = 16;

  private Pcp() {}

  /**
   * The request of a mapping.
   *
   * @param own this machine's address, as the server sees it
   * @param nonce 12 bytes that nobody else knows
   * @param port of this machine
   * @param external the port that is wished for, 0 for any
   * @param seconds how long it is to stay, 0 to remove it
   */
  record Map(InetAddress own, byte[] nonce, Carrier carrier, int port, int external, long seconds) {
    byte[] encode() {
      ByteBuffer out = ByteBuffer.allocate(MAP_LENGTH);
      out.put((byte) VERSION).put((byte) MAP).putShort((short) 0).putInt((int) seconds);
      out.put(wide(own));
      out.put(nonce).put((byte) carrier.number()).put(new byte[3]);
      out.putShort((short) port).putShort((short) external);
      out.put(wide(InetAddress.ofLiteral("0.0.0.0"))); // any IPv4 address: section 11.1
      return out.array();
    }
  }

  /** What a server sends. */
  sealed interface Answer {
    /** Only a server that speaks another version says this; {@code version} is its own. */
    record OtherVersion(int version) implements Answer {}

    /** It began anew, or is there for the first time (section 14.1). */
    record Announced(long epoch) implements Answer {}

    /**
     * What became of a request; of an error, how long it will stay so.
     *
     * @param result 0: success
     * @param seconds the lifetime
     * @param epoch seconds since the server lost its state
     */
    record Mapped(
        int result,
        long seconds,
        long epoch,
        byte[] nonce,
        int protocol,
        int port,
        int external,
        InetAddress address)
        implements Answer {

      /** Whether it is an answer to this request (section 11.4). */
      boolean answers(Map request) {
        return Arrays.equals(nonce, request.nonce)
            && protocol == request.carrier.number()
            && port == request.port;
      }
    }
  }

  /** The answer that this datagram is; empty if it is none, or not of this protocol. */
  static Optional<Answer> read(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    if (in.remaining() < 4 || in.remaining() > MAX_LENGTH) {
      return Optional.empty();
    }
    int version = in.get() & 0xFF;
    int opcode = in.get() & 0xFF;
    in.get();
    int result = in.get() & 0xFF;
    if ((opcode & ANSWER) == 0) {
      return Optional.empty();
    }
    if (version != VERSION) {
      boolean unsupported = result == 1; // RFC 6886 3.5 has it in the same place
      return unsupported ? Optional.of(new Answer.OtherVersion(version)) : Optional.empty();
    }
    if (datagram.length < HEAD || datagram.length % 4 != 0) {
      return Optional.empty();
    }
    long seconds = Integer.toUnsignedLong(in.getInt());
    long epoch = Integer.toUnsignedLong(in.getInt());
    in.position(HEAD);
    return switch (opcode & ~ANSWER) {
      case ANNOUNCE ->
          result == SUCCESS ? Optional.of(new Answer.Announced(epoch)) : Optional.empty();
      case MAP ->
          datagram.length < MAP_LENGTH
              ? Optional.empty()
              : Optional.of(mapped(in, result, seconds, epoch));
      default -> Optional.empty();
    };
  }

  private static Answer.Mapped mapped(ByteBuffer in, int result, long seconds, long epoch) {
    byte[] nonce = new byte[NONCE];
    in.get(nonce);
    int protocol = in.get() & 0xFF;
    in.position(in.position() + 3);
    int port = in.getShort() & 0xFFFF;
    int external = in.getShort() & 0xFFFF;
    byte[] address = new byte[ADDRESS];
    in.get(address);
    return new Answer.Mapped(
        result, seconds, epoch, nonce, protocol, port, external, Addresses.of(address));
  }

  /** An address in 16 bytes: IPv4 as RFC 4291 maps it. */
  private static byte[] wide(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return address.getAddress();
    }
    byte[] wide = new byte[ADDRESS];
    wide[10] = (byte) 0xFF;
    wide[11] = (byte) 0xFF;
    System.arraycopy(address.getAddress(), 0, wide, 12, 4);
    return wide;
  }

  /** A result in words (section 7.4). */
  static String words(int result) {
    return switch (result) {
      case 2 -> "not authorized";
      case 3, 6 -> "malformed request";
      case 4, 5 -> "not supported";
      case 7 -> "its network is down";
      case 8 -> "no resources";
      case 9 -> "unsupported protocol";
      case 10 -> "too many mappings";
      case 11 -> "cannot provide an external port";
      case 12 -> "another router is in between";
      case 13 -> "too many filters";
      default -> "result " + result;
    };
  }
}
