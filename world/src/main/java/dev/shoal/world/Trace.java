package dev.shoal.world;

import dev.shoal.base.Locator;
import java.util.zip.CRC32C;

/** A running hash over all that arrived anywhere: equal for equal stories. */
final class Trace {
  /** What arrived. */
  enum Kind {
    STREAM,
    END,
    DATAGRAM,
    CONNECTED,
    NOT_CONNECTED
  }

  private static final long ODD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private final VirtualTime time;
  private long hash;

  Trace(VirtualTime time) {
    this.time = time;
  }

  void note(Kind kind, Locator.Ip from, Locator.Ip to, byte[] bytes) {
    CRC32C content = new CRC32C();
    content.update(bytes);
    mix(time.elapsed());
    mix(kind.name().hashCode());
    mix(from.hashCode()); // by value: IP addresses and ports
    mix(to.hashCode());
    mix(content.getValue());
  }

  long hash() {
    return hash;
  }

  private void mix(long value) {
    long h = (hash ^ value) * ODD;
    hash = h ^ (h >>> 32);
  }
}
