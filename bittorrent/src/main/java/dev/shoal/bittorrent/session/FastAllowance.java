package dev.shoal.bittorrent.session;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the peers of each address may be given while they are choked (BEP 6): whoever comes again
 * and again gets no more of it. Any thread may use it.
 */
final class FastAllowance {
  /** Bytes for one address: some pieces to begin with. */
  static final long BYTES = 4 << 20;

  private static final int MAX_ADDRESSES = 1000;

  private final Map<InetAddress, Long> left = new LinkedHashMap<>();

  /** All that is left for an address; what is not used is to be given back. */
  synchronized long take(InetAddress address) {
    Long there = left.put(address, 0L);
    if (left.size() > MAX_ADDRESSES) {
      left.remove(left.keySet().iterator().next());
    }
    return there == null ? BYTES : there;
  }

  synchronized void giveBack(InetAddress address, long bytes) {
    left.merge(address, bytes, Long::sum);
  }
}
