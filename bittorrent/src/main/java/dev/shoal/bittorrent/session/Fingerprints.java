package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.content.Layout;
import dev.shoal.content.Storage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of the blocks of pieces that were wrong: as they came, and as the disk gives them back.
 */
final class Fingerprints {
  private final Layout layout;
  private final Storage storage;
  private final Map<Integer, Hash[]> received = new TreeMap<>(); // guarded by itself

  Fingerprints(Layout layout, Storage storage) {
    this.layout = layout;
    this.storage = storage;
  }

  /** Remembers blocks as they came, before they are written. */
  void received(Span span, ByteBuffer bytes) {
    for (long at = span.offset(); at < span.end(); at = Blocks.endOfBlock(layout, at)) {
      int piece = layout.pieceAt(at);
      int length = (int) (Blocks.endOfBlock(layout, at) - at);
      Hash print = print(bytes.slice((int) (at - span.offset()), length));
      synchronized (received) {
        received
                .computeIfAbsent(piece, p -> new Hash[Blocks.in(layout.pieceLength(p))])[
                Blocks.at(layout, piece, at)] =
            print;
      }
    }
  }

  /** The blocks of a piece as they came; empty if not all are known. Forgets them. */
  List<Hash> received(int piece) {
    synchronized (received) {
      Hash[] prints = received.remove(piece);
      boolean all = prints != null && Arrays.stream(prints).allMatch(print -> print != null);
      return all ? List.of(prints) : List.of();
    }
  }

  /** The blocks of a piece as they are on the disk; waits for it. */
  List<Hash> onDisk(int piece) {
    long end = layout.pieceOffset(piece) + layout.pieceLength(piece);
    List<Hash> prints = new ArrayList<>();
    ByteBuffer block = ByteBuffer.allocate(Blocks.SIZE);
    for (long at = layout.pieceOffset(piece); at < end; at = Blocks.endOfBlock(layout, at)) {
      block.clear().limit((int) (Blocks.endOfBlock(layout, at) - at));
      storage.read(at, block);
      prints.add(print(block.flip()));
    }
    return prints;
  }

  private static Hash print(ByteBuffer bytes) {
    MessageDigest digest = Hash.sha256();
    digest.update(bytes);
    return Hash.of(digest.digest());
  }
}
