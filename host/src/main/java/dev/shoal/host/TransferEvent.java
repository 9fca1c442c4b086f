package dev.shoal.host;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.content.Layout;
import dev.shoal.content.SafeNames;
import java.nio.file.Path;
import java.util.Optional;

/** What happens to a transfer. */
public sealed interface TransferEvent {
  /** Data on disk is being verified. */
  record Checking(long done, long total) implements TransferEvent {}

  /** Data on disk was verified. */
  record Checked(int have, int pieces) implements TransferEvent {}

  /** The link under which others get it, and the file that describes it. */
  record Linked(String link, Hash infoHash, Path description) implements TransferEvent {}

  /** What is in it is known. */
  record Described(Layout layout, Hash infoHash) implements TransferEvent {
    /** The name it has on this machine's disk. */
    public String name() {
      return SafeNames.root(layout).toString();
    }

    /** Bytes of all files. */
    public long bytes() {
      return layout.length();
    }

    /** How many pieces it has. */
    public int pieces() {
      return layout.pieces();
    }

    /** How many files it has. */
    public int files() {
      return layout.files().size();
    }
  }

  /** A tracker answered; -1 for a number it did not tell. */
  record Announced(String tracker, int peers, int seeds) implements TransferEvent {}

  /** A piece was verified and is safe on disk. */
  record PieceDone(int index, int have, int pieces) implements TransferEvent {}

  /** All that is wanted is verified and under its final name. */
  record Completed(Path path, long bytes, long millis) implements TransferEvent {}

  /** A peer came, changed or left. */
  record Peer(PeerView view, State state) implements TransferEvent {
    /** What became of it. */
    public enum State {
      CONNECTED,
      LEFT
    }
  }

  /** A piece came whole and is not as the content's description says; it is fetched anew. */
  record PieceWrong(int index) implements TransferEvent {}

  /**
   * A peer did harm: the transfer is done with it for good.
   *
   * @param peer where it is, or was
   * @param why what it did, in a few words
   */
  record Banned(Locator.Ip peer, String why) implements TransferEvent {}

  /** Something is not as it should be, but the transfer goes on. */
  record Warning(String message, Optional<String> hint) implements TransferEvent {}

  /** The transfer ended by a problem; it is the last event. */
  record Failed(Problem problem) implements TransferEvent {}
}
