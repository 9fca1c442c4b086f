package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.report.Followed;
import dev.shoal.cli.show.Words;
import dev.shoal.host.Progress;
import java.time.Duration;
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
   * @param patience without any peer; empty: for ever
   * @param keepSeeding go on when it is complete
   * @param ratio sent bytes by wanted bytes, after which seeding ends
   * @param time of seeding, after which it ends
   */
  record Get(
      String patiently,
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
                  + "; what is here is kept",
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
