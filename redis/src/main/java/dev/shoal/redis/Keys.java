package dev.shoal.redis;

import dev.shoal.tracker.core.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Under which names a swarm is kept: {@code shoal:{INFO-HASH}:seeds4} and so on. What stands in
 * braces decides which server of a cluster has a key; so those of one torrent are in one place.
 */
final class Keys {
  private Keys() {}

  /**
   * The keys of a swarm in the order in which the scripts take them: seeds and leechers of one
   * family, seeds and leechers of the other, how often a peer has become a seed.
   *
   * @param v6First whether IPv6 comes first
   */
  static List<byte[]> of(InfoHash infoHash, boolean v6First) {
    String swarm = "shoal:{" + infoHash.hex() + "}:";
    byte[] completed = bytes(swarm + "completed");
    byte[] seeds4 = bytes(swarm + "seeds4");
    byte[] leechers4 = bytes(swarm + "leechers4");
    byte[] seeds6 = bytes(swarm + "seeds6");
    byte[] leechers6 = bytes(swarm + "leechers6");
    return v6First
        ? List.of(seeds6, leechers6, seeds4, leechers4, completed)
        : List.of(seeds4, leechers4, seeds6, leechers6, completed);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
