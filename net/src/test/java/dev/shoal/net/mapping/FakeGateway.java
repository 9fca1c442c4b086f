package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A gateway that speaks PCP, or NAT-PMP alone, as its test wants it; its port 5351. */
final class FakeGateway {
  private static final int ANSWER = 0x80;

  boolean pcp = true;
  boolean silent;
  int result;
  int externalPort; // 0: the one that is wished for
  long lifetime = 3600;
  long epoch = 100;
  InetAddress external = InetAddress.ofLiteral("100.0.0.1");

  /** What is open: protocol and outer port, with the seconds. */
  final Map<String, Long> open = new TreeMap<>();

  /** What it was asked so far. */
  int asked;

  /** Its answer to a datagram. */
  Optional<byte[]> answer(byte[] request) {
    asked++;
    if (silent) {
      return Optional.empty();
    }
    if (request[0] == Pcp.VERSION) {
      return Optional.of(pcp ? pcp(request.clone()) : otherVersion(request));
    }
    return Optional.of(natPmp(ByteBuffer.wrap(request)));
  }

  private byte[] otherVersion(byte[] request) {
    ByteBuffer out = ByteBuffer.allocate(8).put((byte) 0).put((byte) (request[1] | ANSWER));
    return out.putShort((short) 1).putInt((int) epoch).array();
  }

  private byte[] pcp(byte[] datagram) {
    ByteBuffer answer = ByteBuffer.wrap(datagram);
    long seconds = granted(answer.getInt(4));
    int port = outer(answer.getShort(40) & 0xFFFF, answer.getShort(42) & 0xFFFF);
    answer.put(1, (byte) (answer.get(1) | ANSWER)).put(3, (byte) result);
    answer.putInt(4, (int) seconds).putInt(8, (int) epoch);
    answer.putShort(42, (short) port).put(56, external.getAddress());
    keep(answer.get(36) == 6 ? "TCP" : "UDP", port, seconds);
    return datagram;
  }

  private byte[] natPmp(ByteBuffer request) {
    int opcode = request.get(1);
    ByteBuffer out = ByteBuffer.allocate(opcode == 0 ? 12 : 16);
    out.put((byte) 0).put((byte) (opcode | ANSWER)).putShort((short) result).putInt((int) epoch);
    if (opcode == 0) {
      return out.put(external.getAddress()).array();
    }
    long seconds = granted(request.getInt(8));
    int port = outer(request.getShort(4) & 0xFFFF, request.getShort(6) & 0xFFFF);
    keep(opcode == 2 ? "TCP" : "UDP", port, seconds);
    return out.putShort(request.getShort(4)).putShort((short) port).putInt((int) seconds).array();
  }

  private long granted(long wished) {
    return Math.min(wished, lifetime);
  }

  private int outer(int port, int wished) {
    return externalPort != 0 ? externalPort : wished != 0 ? wished : port;
  }

  private void keep(String protocol, int port, long seconds) {
    if (result != 0) {
      return;
    }
    if (seconds == 0) {
      open.keySet().removeIf(key -> key.startsWith(protocol));
    } else {
      open.put(protocol + " " + port, seconds);
    }
  }
}
