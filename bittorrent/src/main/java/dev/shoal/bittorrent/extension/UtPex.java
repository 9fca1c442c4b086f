package dev.shoal.bittorrent.extension;

import dev.shoal.base.Locator;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BString;
import dev.shoal.bittorrent.wire.WireException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message of {@code ut_pex} (BEP 11): peers that the sender was connected to since its last
 * message, and is no more. On the wire IPv4 and IPv6 are apart, addresses and ports in a row, with
 * a byte of flags for each that was added.
 */
public record UtPex(List<Peer> added, List<Locator.Ip> dropped) {
  /** Peers of each list in one message of this side, both families together (BEP 11). */
  public static final int MAX_PEERS = 50;

  /** Of others: programs in use send a hundred in their first message. */
  private static final int MAX_ACCEPTED = 200;

  private static final int MAX_LENGTH = 1 << 14;
  private static final BencodeLimits LIMITS =
      BencodeLimits.message(MAX_LENGTH).allowingUnsortedKeys();

  public UtPex {
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
  }

  /**
   * A peer.
   *
   * @param flags what is known of it: {@link #ENCRYPTS}, {@link #SEED}, {@link #REACHABLE}
   */
  public record Peer(Locator.Ip locator, int flags) {
    /** It prefers encrypted connections. */
    public static final int ENCRYPTS = 0x01;

    /** It has everything, or wants nothing. */
    public static final int SEED = 0x02;

    /** It was dialled, so that it can be. */
    public static final int REACHABLE = 0x10;

    /** Whether it has everything. */
    public boolean isSeed() {
      return (flags & SEED) != 0;
    }
  }

  /** The payload of its extended message. */
  public byte[] encode() {
    Bencoded.DictBuilder dict = Bencoded.dict();
    for (boolean v6 : new boolean[] {false, true}) {
      List<Peer> some = added.stream().filter(peer -> isV6(peer.locator()) == v6).toList();
      byte[] flags = new byte[some.size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = (byte) some.get(i).flags();
      }
      String end = v6 ? "6" : "";
      dict.put("added" + end, compact(some.stream().map(Peer::locator).toList()));
      dict.put("added" + end + ".f", flags);
      dict.put("dropped" + end, compact(dropped.stream().filter(it -> isV6(it) == v6).toList()));
    }
    return Bencode.encode(dict.build());
  }

  static boolean isV6(Locator.Ip locator) {
    return !(locator.address() instanceof Inet4Address);
  }

  private static byte[] compact(List<Locator.Ip> locators) {
    ByteBuffer out = ByteBuffer.allocate(locators.size() * 18);
    for (Locator.Ip locator : locators) {
      out.put(locator.address().getAddress()).putShort((short) locator.port());
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Reads a payload; entries beyond {@value #MAX_ACCEPTED} and those without a port do not count.
   *
   * @throws WireException if it is not a dictionary
   */
  public static UtPex decode(byte[] payload) {
    BDict dict;
    try {
      dict = Bencode.decodeDict(payload, LIMITS);
    } catch (BencodeException broken) {
      throw new WireException("ut_pex: " + broken.getMessage());
    }
    List<Peer> added = new ArrayList<>();
    List<Locator.Ip> dropped = new ArrayList<>();
    for (boolean v6 : new boolean[] {false, true}) {
      String end = v6 ? "6" : "";
      byte[] flags = bytes(dict, "added" + end + ".f");
      List<Locator.Ip> locators = locators(bytes(dict, "added" + end), v6);
      for (int i = 0; i < locators.size(); i++) {
        if (locators.get(i).port() != 0 && added.size() < MAX_ACCEPTED) {
          added.add(new Peer(locators.get(i), i < flags.length ? flags[i] & 0xFF : 0));
        }
      }
      locators(bytes(dict, "dropped" + end), v6).stream().limit(MAX_ACCEPTED).forEach(dropped::add);
    }
    return new UtPex(added, dropped);
  }

  private static byte[] bytes(BDict dict, String key) {
    return dict.string(key).map(BString::bytes).orElse(new byte[0]);
  }

  private static List<Locator.Ip> locators(byte[] compact, boolean v6) {
    ByteBuffer in = ByteBuffer.wrap(compact);
    byte[] address = new byte[v6 ? 16 : 4];
    List<Locator.Ip> all = new ArrayList<>();
    while (in.remaining() >= address.length + Short.BYTES) {
      in.get(address);
      try {
        InetAddress at = InetAddress.getByAddress(address);
        all.add(new Locator.Ip(at, Short.toUnsignedInt(in.getShort())));
      } catch (UnknownHostException neverOfThisLength) {
        throw new IllegalStateException(neverOfThisLength);
      }
    }
    return all;
  }
}
