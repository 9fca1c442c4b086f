package dev.shoal.cli.command;

import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What is wrong with one file of a content, as far as digests of whole pieces can tell.
 *
 * @param file its index in the layout
 * @param found the bytes it has; -1 if it is not there
 * @param ranges where it differs, rising and apart
 */
record Damage(int file, Kind kind, long found, List<Range> ranges) {
  Damage {
    ranges = List.copyOf(ranges);
  }

  /** In what way. */
  enum Kind {
    MISSING,
    /** Of another length than it should be. */
    LENGTH,
    DAMAGED,
    /** All its bad pieces hold missing bytes of a neighbour as well, so nobody can tell. */
    UNKNOWN
  }

  /** Bytes of a file, the end excluded. */
  record Range(long from, long end) {}

  /**
   * All that is wrong, in the order of the files.
   *
   * @param good the pieces that are right
   * @param sizes the bytes each file has; -1 for one that is not there
   */
  static List<Damage> of(Layout layout, BitSet good, long[] sizes) {
    BitSet explained = incomplete(layout, sizes);
    List<Damage> all = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      FileEntry file = layout.files().get(i);
      if (!file.isFile()) {
        continue; // padding is not on the disk, and a link holds nothing (BEP 47)
      }
      BitSet bad = new BitSet();
      bad.set(layout.firstPiece(i), layout.endPiece(i));
      bad.andNot(good);
      BitSet unexplained = (BitSet) bad.clone();
      unexplained.andNot(explained);
      if (sizes[i] != file.length()) {
        Kind kind = sizes[i] < 0 ? Kind.MISSING : Kind.LENGTH;
        all.add(new Damage(i, kind, sizes[i], ranges(layout, file, bad)));
      } else if (!bad.isEmpty()) {
        Kind kind = unexplained.isEmpty() ? Kind.UNKNOWN : Kind.DAMAGED;
        all.add(new Damage(i, kind, sizes[i], ranges(layout, file, bad)));
      }
    }
    return all;
  }

  /** The pieces that cannot be right, as bytes of theirs are not there. */
  static BitSet incomplete(Layout layout, long[] sizes) {
    BitSet pieces = new BitSet();
    for (int i = 0; i < sizes.length; i++) {
      FileEntry file = layout.files().get(i);
      long present = Math.max(0, sizes[i]);
      if (!file.padding() && present < file.length()) {
        pieces.set(layout.pieceAt(file.offset() + present), layout.endPiece(i));
      }
    }
    return pieces;
  }

  private static List<Range> ranges(Layout layout, FileEntry file, BitSet bad) {
    List<Range> ranges = new ArrayList<>();
    for (int from = bad.nextSetBit(0); from >= 0; ) {
      int end = bad.nextClearBit(from);
      long first = Math.max(layout.pieceOffset(from), file.offset());
      long last = Math.min(layout.pieceOffset(end), file.end());
      ranges.add(new Range(first - file.offset(), last - file.offset()));
      from = bad.nextSetBit(end);
    }
    return ranges;
  }
}
