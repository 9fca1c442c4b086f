package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The codec of NAT-PMP (RFC 6886). */
final class NatPmp {
  static final int VERSION = 0;
  static final int SUCCESS = 0;

  private static final int ADDRESS = 0; // opcodes, section 3
  private static final int MAP_UDP = 1;
  private static final int MAP_TCP = 2;
  private static final int ANSWER = 128;
  private static final int MAP_LENGTH = 12;
  private static final int HEAD = 8;
  private static final int ADDRESS_ANSWER = 12;
  private static final int MAP_ANSWER = 16;

  private NatPmp() {}

  /** The question for the outer address. */
  static byte[] address() {
    return new byte[] {VERSION, ADDRESS};
  }

  /**
   * The request of a mapping.
   *
   * @param external the port that is wished for, 0 for any
   * @param seconds how long it is to stay; 0, with no external port, removes it (section 3.4)
   */
  static byte[] map(Carrier carrier, int port, int external, long seconds) {
    ByteBuffer out = ByteBuffer.allocate(MAP_LENGTH);
    out.put((byte) VERSION).put((byte) (carrier == Carrier.TCP ? MAP_TCP : MAP_UDP));
    out.putShort((short) 0).putShort((short) port).putShort((short) external);
    return out.putInt((int) seconds).array();
  }

  /** What a gateway sends. */
  sealed interface Answer {
    /** Seconds since the gateway lost its state. */
    long epoch();

    /** Its outer address, asked for or announced (section 3.2.1). */
    record Address(InetAddress address, long epoch) implements Answer {}

    /** The port is open for so long. */
    record Mapped(Carrier carrier, int port, int external, long seconds, long epoch)
        implements Answer {}

    /** It does not do what it was asked with this opcode. */
    record Failed(int opcode, int result, long epoch) implements Answer {
      /** Whether it is an answer to a request for a mapping of that kind. */
      boolean isOf(Carrier carrier) {
        return opcode == (carrier == Carrier.TCP ? MAP_TCP : MAP_UDP);
      }

      /** Whether it is an answer to the question for the address. */
      boolean isOfAddress() {
        return opcode == ADDRESS;
      }
    }
  }

  /** The answer that this datagram is; empty if it is none. */
  static Optional<Answer> read(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    if (in.remaining() < HEAD || in.get() != VERSION) {
      return Optional.empty();
    }
    int opcode = (in.get() & 0xFF) - ANSWER;
    int result = in.getShort() & 0xFFFF;
    long epoch = Integer.toUnsignedLong(in.getInt());
    if (opcode < ADDRESS || opcode > MAP_TCP) {
      return Optional.empty();
    }
    if (result != SUCCESS) {
      return Optional.of(new Answer.Failed(opcode, result, epoch));
    }
    if (datagram.length != (opcode == ADDRESS ? ADDRESS_ANSWER : MAP_ANSWER)) {
      return Optional.empty();
    }
    if (opcode == ADDRESS) {
      byte[] address = new byte[ADDRESS_ANSWER - HEAD];
      in.get(address);
      return Optional.of(new Answer.Address(Addresses.of(address), epoch));
    }
    int port = in.getShort() & 0xFFFF;
    int external = in.getShort() & 0xFFFF;
    long seconds = Integer.toUnsignedLong(in.getInt());
    Carrier carrier = opcode == MAP_TCP ? Carrier.TCP : Carrier.UDP;
    return Optional.of(new Answer.Mapped(carrier, port, external, seconds, epoch));
  }

  /** A result in words (section 3.5). */
  static String words(int result) {
    return switch (result) {
      case 1 -> "unsupported version";
      case 2 -> "not authorized";
      case 3 -> "its network is down";
      case 4 -> "no resources";
      case 5 -> "not supported";
      default -> "result " + result;
    };
  }
}
