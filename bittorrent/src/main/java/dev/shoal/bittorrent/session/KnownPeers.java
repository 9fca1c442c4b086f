package dev.shoal.bittorrent.session;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The peers of one swarm that this node was connected to, and when; the last ones first. Pure. As
 * bytes: {@code <version: 1>}, of each peer {@code <length of the address: 1><address><port:
 * 2><milliseconds since 1970: 8>}, then {@code <CRC-32C of it all: 4>}.
 */
record KnownPeers(List<Known> peers) {
  /** One of them. */
  record Known(Locator.Ip locator, long millis) {}

  /** Of one swarm: enough that some are there the next time. */
  static final int MAX = 50;

  /** After so long, 30 days, few are where they were. */
  static final long MAX_AGE_MILLIS = 30L * 24 * 3600 * 1000;

  /** Nobody. */
  static final KnownPeers NONE = new KnownPeers(List.of());

  private static final byte VERSION = 1;
  private static final int V4 = 4; // bytes of an address
  private static final int V6 = 16;
  private static final int LONGEST = 1 + V6 + Short.BYTES + Long.BYTES; // bytes of a peer

  KnownPeers {
    peers = List.copyOf(peers);
  }

  /** These are connected now; of those that were before, the last stay as far as there is room. */
  KnownPeers with(List<Locator.Ip> connected, long millis) {
    Map<Locator.Ip, Known> all = new LinkedHashMap<>();
    connected.forEach(at -> all.put(at, new Known(at, millis)));
    peers.forEach(known -> all.putIfAbsent(known.locator, known));
    return new KnownPeers(
        all.values().stream().filter(known -> isFresh(known, millis)).limit(MAX).toList());
  }

  /** Where those are that are worth a try. */
  List<Locator.Ip> fresh(long millis) {
    return peers.stream().filter(known -> isFresh(known, millis)).map(Known::locator).toList();
  }

  /** A clock that was wrong makes no peer stay for ever. */
  private static boolean isFresh(Known known, long millis) {
    return Math.abs(millis - known.millis) <= MAX_AGE_MILLIS;
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(1 + peers.size() * LONGEST + Integer.BYTES);
    out.put(VERSION);
    for (Known known : peers) {
      byte[] address = known.locator.address().getAddress();
      out.put((byte) address.length).put(address);
      out.putShort((short) known.locator.port()).putLong(known.millis);
    }
    out.putInt(crc(out.array(), out.position()));
    return Arrays.copyOf(out.array(), out.position());
  }

  /** What was encoded; nobody if anything about it is wrong. */
  static KnownPeers decode(byte[] bytes) {
    int length = bytes.length - Integer.BYTES;
    if (length < 1
        || length > 1 + MAX * LONGEST
        || bytes[0] != VERSION
        || ByteBuffer.wrap(bytes).getInt(length) != crc(bytes, length)) {
      return NONE;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, length - 1);
    List<Known> peers = new ArrayList<>();
    try {
      while (in.hasRemaining() && peers.size() < MAX) {
        byte[] address = new byte[in.get() == V4 ? V4 : V6];
        in.get(address);
        Locator.Ip at =
            new Locator.Ip(InetAddress.getByAddress(address), Short.toUnsignedInt(in.getShort()));
        peers.add(new Known(at, in.getLong()));
      }
    } catch (UnknownHostException | BufferUnderflowException broken) {
      return NONE;
    }
    return new KnownPeers(peers);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
