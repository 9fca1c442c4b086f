package dev.shoal.tracker.gate;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.tracker.core.InfoHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list of an operator names.
 *
 * @param torrents info-hashes, each with what was written behind it: the reason
 * @param addresses addresses and networks
 */
record ServedList(Map<InfoHash, String> torrents, Networks addresses) {
  /** An empty one. */
  static final ServedList EMPTY = new ServedList(Map.of(), Networks.NONE);

  ServedList {
    torrents = Map.copyOf(torrents);
  }

  /** Whether it says nothing about torrents. */
  boolean namesAddressesOnly() {
    return torrents.isEmpty() && !addresses.isEmpty();
  }

  /**
   * Reads lines: an info-hash in 40 hexadecimal digits or an address or network; behind {@code #} a
   * comment, which of an info-hash is the reason that peers are told.
   *
   * @param name of the list, for words about what is wrong
   * @throws Problem if a line is something else
   */
  static ServedList parse(List<String> lines, String name) {
    Map<InfoHash, String> torrents = new HashMap<>();
    List<String> networks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split("#", 2);
      String text = parts[0].strip();
      if (text.matches("[0-9a-fA-F]{40}")) {
        torrents.put(InfoHash.of(Hash.ofHex(text)), parts.length > 1 ? parts[1].strip() : "");
      } else if (Networks.isWritten(text)) {
        networks.add(text);
      } else if (!text.isEmpty()) {
        throw new Problem(
            Problem.Kind.INVALID,
            "%s, line %d: neither an info-hash nor an address".formatted(name, i + 1),
            "one a line: 40 hexadecimal digits, an address, or a network as 198.51.100.0/24");
      }
    }
    return new ServedList(torrents, Networks.of(networks));
  }
}
