package dev.shoal.bittorrent.story;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Random bytes with a layout; the info-hash stands for metadata that everybody is given. */
record StoryContent(Layout layout, byte[] bytes, byte[] info, Hash infoHash) {
  static StoryContent random(int length, int pieceLength, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    byte[] info = Arrays.copyOf(bytes, Math.min(length, 40_000)); // two blocks and a bit
    Layout layout =
        new Layout(
            "story", false, List.of(new FileEntry(List.of(), 0, length)), length, pieceLength);
    return new StoryContent(layout, bytes, info, Hash.sha1(info));
  }

  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, layout.pieces());
    return all;
  }

  boolean right(int piece, byte[] copy) {
    int from = (int) layout.pieceOffset(piece);
    int to = from + layout.pieceLength(piece);
    return Arrays.equals(bytes, from, to, copy, from, to);
  }

  Span whole(int piece) {
    return new Span(layout.pieceOffset(piece), layout.pieceLength(piece));
  }

  /** The digests of a piece's blocks, as a worker gives them. */
  SwarmEvent.Fingerprinted prints(int piece, byte[] copy) {
    List<Hash> prints = new ArrayList<>();
    long end = whole(piece).end();
    for (long at = layout.pieceOffset(piece); at < end; at = Blocks.endOfBlock(layout, at)) {
      MessageDigest digest = Hash.sha256();
      digest.update(copy, (int) at, (int) (Blocks.endOfBlock(layout, at) - at));
      prints.add(Hash.of(digest.digest()));
    }
    return new SwarmEvent.Fingerprinted(piece, prints, List.of());
  }
}
