package dev.shoal.announce;

import dev.shoal.announce.AnnounceRequest.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * When which tracker of a torrent is told what. Pure: what happened and the time go in, announces
 * to be made come out; one thread at a time uses it. Trackers are numbers, from 0 in the order
 * given.
 *
 * <p>Trackers stand in tiers, those of a tier in an order of chance; the first that is not backing
 * off is asked, the next if it fails, and the one that answers moves to the front of its tier (BEP
 * 12). {@code started}, {@code completed} and {@code stopped} reach each tracker that knows of us
 * once (BEP 3).
 */
public final class AnnounceSchedule {
  /** How tiers relate. */
  public enum Tiers {
    /**
     * A tier is used while none before it answers: the letter of BEP 12, and demanded for private
     * torrents (BEP 27).
     */
    IN_TURN,
    /**
     * Each tier is served for itself, as most clients do: two peers of which one does not reach the
     * first tier would never meet otherwise.
     */
    EACH
  }

  /** What happens. */
  public sealed interface Input {
    /** The torrent begins. */
    record Start() implements Input {}

    /** The download has just become complete. */
    record Complete() implements Input {}

    /** There are too few peers. */
    record More() implements Input {}

    /** The torrent ends; trackers that know of us are to be told. */
    record Stop() implements Input {}

    /** A tracker replied, or did not, to the announce it was sent. */
    record Replied(int tracker, TrackerReply reply) implements Input {}

    /** Time has passed. */
    record Tick() implements Input {}
  }

  /** An announce to be made; a {@link Input.Replied} must follow. */
  public record Announce(int tracker, Event event) {}

  private final List<TrackerState> trackers = new ArrayList<>();
  private final List<Lane> lanes;
  private boolean complete;
  private boolean stopping;
  private long stoppedAt;

  /**
   * A schedule that has not begun.
   *
   * @param tierSizes how many trackers each tier has; they are numbered through all tiers
   * @param complete whether there is nothing to download
   */
  public AnnounceSchedule(
      List<Integer> tierSizes, Tiers tiers, boolean complete, RandomGenerator random) {
    this.complete = complete;
    List<List<TrackerState>> shuffled = new ArrayList<>();
    for (int size : tierSizes) {
      List<TrackerState> tier = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        tier.add(new TrackerState(trackers.size(), random));
        trackers.add(tier.getLast());
      }
      Collections.shuffle(tier, random);
      shuffled.add(tier);
    }
    lanes =
        switch (tiers) {
          case IN_TURN -> List.of(new Lane(shuffled));
          case EACH -> shuffled.stream().map(tier -> new Lane(List.of(tier))).toList();
        };
  }

  /** Takes an input; returns when it wants a tick, {@code Long.MAX_VALUE} if never. */
  public long on(Input input, long nanos, Consumer<Announce> out) {
    switch (input) {
      case Input.Start() -> lanes.forEach(lane -> lane.begin(nanos));
      case Input.Complete() -> {
        if (!complete) {
          complete = true;
          trackers.forEach(TrackerState::complete);
        }
      }
      case Input.More() -> lanes.forEach(lane -> lane.more(nanos));
      case Input.Stop() -> {
        stoppedAt = stopping ? stoppedAt : nanos;
        stopping = true;
      }
      case Input.Replied(int number, TrackerReply reply) -> {
        TrackerState tracker = trackers.get(number);
        tracker.replied(reply, nanos);
        lanes.forEach(lane -> lane.replied(tracker, reply));
        if (stopping && reply instanceof TrackerReply.Failure) {
          tracker.forget(); // there is no time to try again
        }
      }
      case Input.Tick() -> {}
    }
    return stopping ? stop(nanos, out) : announce(nanos, out);
  }

  /** Whether, after a stop, nothing more is to be said or worth waiting for. */
  public boolean isDone() {
    return stopping && trackers.stream().noneMatch(t -> t.isWaitedFor(stoppedAt));
  }

  private long announce(long nanos, Consumer<Announce> out) {
    long wake = Long.MAX_VALUE;
    for (TrackerState tracker : trackers) {
      if (tracker.isOwedComplete() && !tracker.isAsked()) {
        long usable = tracker.usableAt(nanos);
        if (usable == nanos) {
          tracker.ask(Event.COMPLETED, nanos, out);
        } else {
          wake = Times.earlier(wake, usable, nanos);
        }
      }
    }
    for (Lane lane : lanes) {
      wake = Times.earlier(wake, lane.announce(nanos, out), nanos);
    }
    return wake;
  }

  /** One after the other: an announce that overtook the stop would bring us back. */
  private long stop(long nanos, Consumer<Announce> out) {
    for (TrackerState tracker : trackers) {
      if (tracker.knowsUs() && !tracker.isAsked()) {
        boolean first = tracker.isOwedComplete() && tracker.isSound();
        tracker.ask(first ? Event.COMPLETED : Event.STOPPED, nanos, out);
      }
    }
    return Long.MAX_VALUE;
  }
}
