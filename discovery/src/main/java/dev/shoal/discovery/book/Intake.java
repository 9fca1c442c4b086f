package dev.shoal.discovery.book;

import dev.shoal.discovery.Subnet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many nodes one source may name: some at once, then one every ten seconds. A source is a /24
 * or a /64, as more addresses than one cost nothing there.
 */
final class Intake {
  /** A dozen answers of a DHT name as many; Bitcoin's messages have 1,000 in each. */
  static final int AT_ONCE = 100;

  static final long EVERY_MILLIS = 10_000;

  /** Sources that are told apart; who was heard longest ago is forgotten, and begins anew. */
  static final int MAX_SOURCES = 1024;

  /** The time up to which a source has used its allowance up: behind now by what it has left. */
  private final Map<ByteBuffer, Long> spent = new LinkedHashMap<>(16, 0.75f, true);

  boolean allows(InetAddress source, long now) {
    ByteBuffer subnet = Subnet.of(source);
    long fullSince = now - AT_ONCE * EVERY_MILLIS;
    long until = Math.max(fullSince, spent.getOrDefault(subnet, fullSince));
    if (until - now > 0) {
      until = now; // the clock was put back
    }
    boolean allowed = until + EVERY_MILLIS <= now;
    spent.put(subnet, allowed ? until + EVERY_MILLIS : until);
    if (spent.size() > MAX_SOURCES) {
      spent.remove(spent.keySet().iterator().next());
    }
    return allowed;
  }
}
