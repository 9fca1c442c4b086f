package dev.shoal.bittorrent.swarm;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.piece.PiecePicker;
import dev.shoal.bittorrent.trust.Suspects;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is to blame for a wrong piece. A source that gave all of it is; of several, the one whose
 * blocks differ from the right ones, once these have come from one source alone. The disk is asked
 * first wherever bytes were read back from it: its faults ban nobody.
 */
final class Verdicts {
  private final PiecePicker picker;
  private final Suspects suspects = new Suspects();

  Verdicts(PiecePicker picker) {
    this.picker = picker;
  }

  /** A whole piece is wrong. */
  void wrong(int piece, boolean readBack, Consumer<SwarmAction> out) {
    Set<Integer> givers = picker.givers(piece);
    if (givers.size() == 1 && !readBack) {
      ban(givers, out);
      picker.refute(piece);
    } else if (!givers.isEmpty()) {
      out.accept(new SwarmAction.Fingerprint(piece)); // it stays as it is until then
    }
  }

  /** A piece was verified: whoever gave other blocks of it is found. */
  void right(int piece, Consumer<SwarmAction> out) {
    if (suspects.about(piece)) {
      out.accept(new SwarmAction.Fingerprint(piece));
    }
  }

  /**
   * The digests of a piece's blocks are there. Returns whether the piece is missing again by this.
   *
   * @param received as the blocks came, if that was kept: as it is of a piece that was wrong before
   */
  boolean fingerprinted(
      int piece, List<Hash> onDisk, List<Hash> received, Consumer<SwarmAction> out) {
    boolean asWritten = received.isEmpty() || received.equals(onDisk);
    if (picker.verified(piece)) {
      // what the disk gave back of the wrong attempt counts only if it can be relied on
      Set<Integer> guilty = suspects.guilty(piece, onDisk);
      if (asWritten) {
        ban(guilty, out);
      } else { // verified as it came, which is not what others would be given
        out.accept(new SwarmAction.DiskAtFault(piece));
      }
      return false;
    }
    Set<Integer> givers = picker.givers(piece);
    if (givers.isEmpty()) {
      return false; // it was begun anew meanwhile
    }
    if (!asWritten) {
      out.accept(new SwarmAction.DiskAtFault(piece));
    } else if (givers.size() == 1 && !received.isEmpty()) {
      ban(givers, out);
    } else {
      suspects.wrong(piece, picker.giverOfEach(piece), onDisk);
    }
    picker.refute(piece);
    return true;
  }

  private static void ban(Set<Integer> guilty, Consumer<SwarmAction> out) {
    guilty.forEach(source -> out.accept(new SwarmAction.End(source, "it sent wrong data", true)));
  }
}
