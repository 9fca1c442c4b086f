package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Problem;
import dev.shoal.bencode.BencodeException;

/**
 * The refusals of this package, in words for a person. They repeat nothing that a stranger wrote,
 * or only as printable ASCII.
 */
final class Malformed {
  private Malformed() {}

  static Problem torrent(String what) {
    return new Problem(Problem.Kind.INVALID, "malformed torrent: " + what);
  }

  static Problem torrent(BencodeException why) {
    return new Problem(Problem.Kind.INVALID, "malformed torrent: " + why.getMessage(), "", why);
  }

  static Problem link(String what) {
    return new Problem(Problem.Kind.INVALID, "malformed magnet link: " + what);
  }

  static Problem version2Only() {
    return new Problem(
        Problem.Kind.INVALID,
        "this is a torrent of version 2 only (BEP 52), which Shoal cannot fetch yet",
        "look for a hybrid or version 1 torrent of the same content");
  }
}
