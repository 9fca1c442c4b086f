package dev.shoal.simulator.swarm;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.content.Layout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which blocks on a peer's disk are not what they should be: what hashes would tell. */
final class Spoilt {
  private static final int NOBODY = -1;

  /** The liar that gave each block of a piece; pieces that no liar gave to are left out. */
  private final TreeMap<Integer, int[]> liars = new TreeMap<>();

  void stored(Layout layout, Span span, Peer giver) {
    boolean lies = giver.kind == Peer.Kind.LIAR;
    if (!lies && liars.isEmpty()) {
      return;
    }
    for (long at = span.offset(); at < span.end(); at = Blocks.endOfBlock(layout, at)) {
      int piece = layout.pieceAt(at);
      int[] blocks = liars.get(piece);
      if (lies && blocks == null) {
        blocks = new int[Blocks.in(layout.pieceLength(piece))];
        java.util.Arrays.fill(blocks, NOBODY);
        liars.put(piece, blocks);
      }
      if (blocks != null) {
        blocks[Blocks.at(layout, piece, at)] = lies ? giver.id : NOBODY;
      }
    }
  }

  boolean right(int piece) {
    int[] blocks = liars.get(piece);
    if (blocks != null) {
      for (int liar : blocks) {
        if (liar != NOBODY) {
          return false;
        }
      }
    }
    return true;
  }

  void forget(int piece) {
    liars.remove(piece);
  }

  /** What stands for the digests of its blocks: equal for equal bytes. */
  List<Hash> prints(int piece, int length) {
    int @Nullable [] blocks = liars.get(piece);
    List<Hash> prints = new ArrayList<>();
    for (int block = 0; block < Blocks.in(length); block++) {
      ByteBuffer print = ByteBuffer.allocate(Hash.SHA256_LENGTH);
      print.putInt(piece).putInt(block).putInt(blocks == null ? NOBODY : blocks[block]);
      prints.add(Hash.of(print.array()));
    }
    return prints;
  }
}
