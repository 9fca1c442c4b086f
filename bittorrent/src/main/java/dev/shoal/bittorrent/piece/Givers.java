package dev.shoal.bittorrent.piece;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which sources have given something, and were not late since. They come first where a source could
 * keep from others what it only promises: pieces that one alone is to give, and blocks that another
 * is late with. Pure.
 */
final class Givers {
  private final Map<Integer, Holdings> asking = new TreeMap<>();
  private final Map<Integer, Holdings> giving = new TreeMap<>();

  /** A source asks for something to do. */
  void asks(int source, Holdings holdings) {
    if (!giving.containsKey(source)) {
      asking.put(source, holdings);
    }
  }

  /** A source gave something. */
  void gave(int source) {
    Holdings holdings = asking.remove(source);
    if (holdings != null) {
      giving.put(source, holdings);
    }
  }

  /** A source is late with what it was to give. */
  void late(int source) {
    giving.remove(source);
  }

  /** A source is gone. */
  void left(int source) {
    asking.remove(source);
    giving.remove(source);
  }

  /** Whether this source has given something, or none that has gives this piece. */
  boolean includes(int source, int piece) {
    return giving.containsKey(source)
        || giving.values().stream().noneMatch(other -> other.gives(piece));
  }
}
