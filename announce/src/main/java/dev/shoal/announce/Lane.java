package dev.shoal.announce;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.AnnounceSchedule.Announce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Trackers that stand in for each other: one at a time is used, in the order of BEP 12. */
final class Lane {
  private final List<List<TrackerState>> tiers;
  private Optional<TrackerState> asking = Optional.empty();
  private Optional<TrackerState> current = Optional.empty(); // the last that answered
  private boolean begun;
  private long due;

  Lane(List<List<TrackerState>> tiers) {
    this.tiers = tiers.stream().<List<TrackerState>>map(ArrayList::new).toList();
  }

  void begin(long nanos) {
    begun = true;
    due = nanos;
  }

  /** Moves the next announce forward, as far as the tracker in use allows. */
  void more(long nanos) {
    current.ifPresent(tracker -> due = Times.earlier(due, tracker.moreAt(), nanos));
  }

  /** Asks the next tracker if it is time; returns when to try again. */
  long announce(long nanos, Consumer<Announce> out) {
    if (!begun || asking.isPresent()) {
      return Long.MAX_VALUE;
    }
    if (due - nanos > 0) {
      return due;
    }
    long wake = Long.MAX_VALUE;
    for (List<TrackerState> tier : tiers) {
      for (TrackerState tracker : tier) {
        if (tracker.isAsked()) {
          return Long.MAX_VALUE; // it is being told of the completion: its reply comes first
        }
        long usable = tracker.usableAt(nanos);
        if (usable == nanos) {
          asking = Optional.of(tracker);
          tracker.ask(tracker.knowsUs() ? Event.NONE : Event.STARTED, nanos, out);
          return Long.MAX_VALUE;
        }
        wake = Times.earlier(wake, usable, nanos);
      }
    }
    return wake;
  }

  /** One of the trackers replied, and knows already what that means to itself. */
  void replied(TrackerState tracker, TrackerReply reply) {
    boolean mine = asking.equals(Optional.of(tracker));
    if (mine) {
      asking = Optional.empty();
    }
    if (reply instanceof TrackerReply.Answer && (mine || current.equals(Optional.of(tracker)))) {
      current = Optional.of(tracker);
      due = tracker.dueAt();
      toFront(tracker);
    }
  }

  /** "If a connection with a tracker is successful, it will be moved to the front of the tier." */
  private void toFront(TrackerState tracker) {
    for (List<TrackerState> tier : tiers) {
      if (tier.remove(tracker)) {
        tier.addFirst(tracker);
      }
    }
  }
}
