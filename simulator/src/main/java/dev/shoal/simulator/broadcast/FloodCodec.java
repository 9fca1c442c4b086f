package dev.shoal.simulator.broadcast;

import dev.shoal.base.Locator;
import dev.shoal.simulator.Codec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Queries and hits as the Gnutella protocol specification v0.4 lays them out: a header of 23 bytes,
 * numbers with their low byte first. A hit names one file, of which nothing but the name counts.
 */
final class FloodCodec implements Codec<FloodMessage> {
  /** GUID, type, TTL, hops, length of the payload. */
  static final int HEADER_LENGTH = 23;

  /** Longer names nobody looks for; the specification names no limit. */
  static final int MAX_NAME = 256;

  private static final byte QUERY = (byte) 0x80;
  private static final byte HIT = (byte) 0x81;
  private static final int QUERY_HEAD = Short.BYTES; // the least speed
  private static final int ADDRESS_LENGTH = 4;
  private static final int HIT_HEAD = 1 + Short.BYTES + ADDRESS_LENGTH + Integer.BYTES;
  private static final int FILE_HEAD = 2 * Integer.BYTES; // index, size
  private static final int SERVENT_LENGTH = 16;
  private static final int BYTE_MASK = 0xFF;

  @Override
  public ByteBuffer write(FloodMessage message) {
    return switch (message) {
      case FloodMessage.Query query -> {
        byte[] name = name(query.wanted());
        ByteBuffer out = head(query, QUERY, QUERY_HEAD + name.length + 1);
        yield out.putShort((short) 0).put(name).put((byte) 0).flip();
      }
      case FloodMessage.Hit hit -> {
        byte[] name = name(hit.name());
        ByteBuffer out =
            head(hit, HIT, HIT_HEAD + FILE_HEAD + name.length + 2 + SERVENT_LENGTH)
                .put((byte) 1)
                .putShort((short) hit.holder().port())
                .put(hit.holder().address().getAddress())
                .putInt(0)
                .putLong(0)
                .put(name)
                .putShort((short) 0);
        yield out.put(new byte[SERVENT_LENGTH]).flip();
      }
    };
  }

  private static ByteBuffer head(FloodMessage message, byte type, int length) {
    return ByteBuffer.allocate(HEADER_LENGTH + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(message.guid().high())
        .putLong(message.guid().low())
        .put(type)
        .put((byte) message.ttl())
        .put((byte) message.hops())
        .putInt(length);
  }

  private static byte[] name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_NAME) {
      throw new IllegalArgumentException("a name of " + bytes.length + " bytes");
    }
    return bytes;
  }

  @Override
  public FloodMessage read(ByteBuffer bytes) {
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    Guid guid = new Guid(in.getLong(), in.getLong());
    byte type = in.get();
    int ttl = in.get() & BYTE_MASK;
    int hops = in.get() & BYTE_MASK;
    int length = in.getInt();
    if (length != in.remaining()) {
      throw new IllegalArgumentException(length + " bytes, of which came " + in.remaining());
    }
    return switch (type) {
      case QUERY -> {
        in.getShort();
        yield new FloodMessage.Query(guid, ttl, hops, readName(in));
      }
      case HIT -> hit(in, guid, ttl, hops);
      default -> throw new IllegalArgumentException("a message of type " + type);
    };
  }

  private static FloodMessage hit(ByteBuffer in, Guid guid, int ttl, int hops) {
    if (in.get() != 1) {
      throw new IllegalArgumentException("a hit is of one file");
    }
    int port = Short.toUnsignedInt(in.getShort());
    byte[] address = new byte[ADDRESS_LENGTH];
    in.get(address).getInt();
    in.getLong();
    String name = readName(in);
    try {
      Locator.Ip holder = new Locator.Ip(InetAddress.getByAddress(address), port);
      return new FloodMessage.Hit(guid, ttl, hops, holder, name);
    } catch (UnknownHostException fourBytesAreAnAddress) {
      throw new AssertionError(fourBytesAreAnAddress);
    }
  }

  /** What stands before the next zero. */
  private static String readName(ByteBuffer in) {
    int end = in.position();
    while (in.get(end) != 0) { // at the limit it throws
      end++;
    }
    if (end - in.position() > MAX_NAME) {
      throw new IllegalArgumentException("a name of " + (end - in.position()) + " bytes");
    }
    byte[] name = new byte[end - in.position()];
    in.get(name).get();
    return new String(name, StandardCharsets.UTF_8);
  }
}
