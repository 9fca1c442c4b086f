package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.report.Followed;
import dev.shoal.cli.show.Words;
import dev.shoal.content.Layout;
import dev.shoal.content.SafeNames;
import dev.shoal.content.Selection;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** When transfers end, as the options of the command line say. Pure. */
final class Goals {
  private Goals() {}

  /**
   * What ends a download.
   *
   * @param patiently the command that asks for the same without giving up, to be advised
   * @param kept what becomes of what is here, if nobody is left; empty if it goes
   * @param patience without any peer; empty: for ever
   * @param keepSeeding go on when it is complete
   * @param ratio sent bytes by wanted bytes, after which seeding ends
   * @param time of seeding, after which it ends
   */
  record Get(
      String patiently,
      String kept,
      Optional<Duration> patience,
      boolean keepSeeding,
      OptionalDouble ratio,
      Optional<Duration> time)
      implements Following.Goal {
    @Override
    public boolean reached(
        Followed transfer, Progress progress, Optional<Long> completed, long nanos) {
      if (completed.isPresent()) {
        return isSeeded(progress, completed.get());
      }
      if (patience.isPresent() && transfer.aloneNanos(nanos) >= patience.get().toNanos()) {
        throw nobody(transfer, progress);
      }
      return false;
    }

    private boolean isSeeded(Progress progress, long nanos) {
      boolean enough =
          ratio.isPresent() && progress.uploaded() >= ratio.getAsDouble() * progress.total();
      boolean longEnough = time.isPresent() && nanos >= time.get().toNanos();
      boolean limited = ratio.isPresent() || time.isPresent();
      return enough || longEnough || (!limited && !keepSeeding);
    }

    private Problem nobody(Followed transfer, Progress progress) {
      String asked = " (" + asked(transfer) + ", " + known(progress.candidates()) + ")";
      String hint = patiently + "   goes on as soon as someone comes";
      boolean begun = progress.done() > 0 || progress.downloaded() > 0;
      return begun
          ? new Problem(
              Problem.Kind.UNFINISHED,
              "everybody left at "
                  + Words.percent(progress.done(), progress.total())
                  + asked
                  + kept,
              hint)
          : new Problem(Problem.Kind.NO_PEERS, "nobody online has this right now" + asked, hint);
    }
  }

  private static String asked(Followed transfer) {
    return transfer.trackers() == 0
        ? "no tracker to ask"
        : "asked "
            + Words.count(transfer.trackers(), "tracker")
            + ", "
            + transfer.answered()
            + " answered";
  }

  private static String known(int candidates) {
    return switch (candidates) {
      case 0 -> "no address known";
      case 1 -> "1 address known";
      default -> candidates + " addresses known";
    };
  }

  /**
   * What ends a download of one file to a stream: as any other's, but not before all of it was
   * written; and at once when nobody reads any more.
   *
   * @param get what ends the download
   * @param into the folder it goes to meanwhile
   * @param selection the file that is meant, as a person writes it; empty if there is only one
   */
  record Pour(Get get, Path into, String selection, Pouring pouring) implements Following.Goal {
    @Override
    public boolean reached(
        Followed transfer, Progress progress, Optional<Long> completed, long nanos) {
      boolean over = pouring.isOver();
      return (over && completed.isEmpty())
          || (get.reached(transfer, progress, completed, nanos) && over);
    }

    @Override
    public void happened(TransferEvent event) {
      switch (event) {
        case TransferEvent.Described described -> begin(described.layout());
        case TransferEvent.PieceDone piece -> pouring.verified(piece.index());
        case TransferEvent.Completed _ -> pouring.complete();
        default -> {}
      }
    }

    private void begin(Layout layout) {
      BitSet files = Selection.parse(selection, layout).files();
      for (int file = 0; file < layout.files().size(); file++) {
        files.set(file, files.get(file) && layout.files().get(file).isFile()); // BEP 47
      }
      if (files.cardinality() != 1) {
        throw new Problem(
            Problem.Kind.USAGE,
            "--stdout writes one file, and this link means " + files.cardinality(),
            "--select 1   and shoal show lists the files with their numbers");
      }
      int file = files.nextSetBit(0);
      Path root = into.resolve(SafeNames.root(layout));
      Path below = SafeNames.paths(layout).get(file);
      pouring.begin(layout, file, layout.folder() ? root.resolve(below) : root);
    }
  }

  /**
   * What ends a share: each may be empty.
   *
   * @param copies full copies that left
   * @param time since it began
   * @param beganNanos when that was
   */
  record Share(OptionalInt copies, Optional<Duration> time, long beganNanos)
      implements Following.Goal {
    @Override
    public boolean reached(
        Followed transfer, Progress progress, Optional<Long> completed, long nanos) {
      return (copies.isPresent() && progress.copies() >= copies.getAsInt())
          || (time.isPresent() && nanos - beganNanos >= time.get().toNanos());
    }
  }
}
