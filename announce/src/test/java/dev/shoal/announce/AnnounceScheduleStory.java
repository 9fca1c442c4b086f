package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.AnnounceSchedule.Announce;
import dev.shoal.announce.AnnounceSchedule.Input;
import dev.shoal.announce.AnnounceSchedule.Tiers;
import dev.shoal.announce.TrackerReply.Retry;
import dev.shoal.testkit.Property;
import dev.shoal.world.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The schedule against trackers that answer, fail or keep silent, in virtual time. */
class AnnounceScheduleStory {
  private static final int INTERVAL = 1800;
  private static final TrackerReply GOOD = TrackerReply.Answer.of(INTERVAL, 1, 1, List.of());
  private static final TrackerReply BAD = TrackerReply.Failure.because("no answer");

  /** An announce that was made, and when. */
  private record Made(long second, int tracker, Event event) {}

  /** Trackers and a schedule that asks them. */
  private static final class Setting {
    final VirtualTime time = new VirtualTime(Long.MAX_VALUE - Duration.ofHours(3).toNanos());
    final List<Made> made = new ArrayList<>();
    final AnnounceSchedule schedule;
    IntFunction<TrackerReply> trackers;
    long delayNanos = Duration.ofMillis(100).toNanos();
    private VirtualTime.Scheduled tick = () -> {};

    Setting(List<Integer> tiers, Tiers kind, boolean complete, IntFunction<TrackerReply> trackers) {
      this.trackers = trackers;
      schedule = new AnnounceSchedule(tiers, kind, complete, new SplittableRandom(7));
    }

    Setting(List<Integer> tiers, IntFunction<TrackerReply> trackers) {
      this(tiers, Tiers.IN_TURN, false, trackers);
    }

    void tell(Input input) {
      List<Announce> out = new ArrayList<>();
      long wake = schedule.on(input, time.nanos(), out::add);
      tick.cancel();
      if (wake != Long.MAX_VALUE) {
        long in = Math.max(0, wake - time.nanos());
        tick = time.schedule(in, () -> tell(new Input.Tick()));
      }
      for (Announce announce : out) {
        long second = Duration.ofNanos(time.elapsed()).toSeconds();
        made.add(new Made(second, announce.tracker(), announce.event()));
        TrackerReply reply = trackers.apply(announce.tracker());
        time.schedule(delayNanos, () -> tell(new Input.Replied(announce.tracker(), reply)));
      }
    }

    void run(Duration span) {
      time.runFor(span.toNanos());
    }

    List<Event> events(int tracker) {
      return made.stream().filter(m -> m.tracker() == tracker).map(Made::event).toList();
    }

    List<Integer> asked() {
      return made.stream().map(Made::tracker).toList();
    }
  }

  @Test
  void aDownloadThatEndsWell() {
    Setting it = new Setting(List.of(1), t -> GOOD);
    it.tell(new Input.Start());
    it.run(Duration.ofSeconds(10));
    it.tell(new Input.Complete());
    it.run(Duration.ofHours(1));
    it.tell(new Input.Stop());
    it.run(Duration.ofSeconds(1));
    assertThat(it.events(0))
        .containsExactly(Event.STARTED, Event.COMPLETED, Event.NONE, Event.STOPPED);
    assertThat(it.schedule.isDone()).isTrue();
    long next = it.made.get(2).second() - 10;
    assertThat(next).isBetween((long) INTERVAL, INTERVAL + INTERVAL / 10L + 1);
  }

  @Test
  void aShareThatWasCompleteIsNeverCompleted() {
    Setting it = new Setting(List.of(1), Tiers.EACH, true, t -> GOOD);
    it.tell(new Input.Start());
    it.tell(new Input.Complete());
    it.run(Duration.ofSeconds(1));
    it.tell(new Input.Stop());
    assertThat(it.events(0)).containsExactly(Event.STARTED, Event.STOPPED);
  }

  @Test
  void whoeverNeverHeardOfUsIsNotTakenLeaveOf() {
    Setting it = new Setting(List.of(1, 1), t -> BAD);
    it.tell(new Input.Start());
    it.run(Duration.ofMinutes(1));
    it.tell(new Input.Stop());
    it.run(Duration.ofMinutes(1));
    assertThat(it.made).extracting(Made::event).containsOnly(Event.STARTED);
    assertThat(it.schedule.isDone()).isTrue();
  }

  @Test
  void completionAndLeaveWaitForTheAnswerBefore() {
    Setting it = new Setting(List.of(1), t -> GOOD);
    it.tell(new Input.Start());
    it.tell(new Input.Complete());
    it.tell(new Input.Stop());
    assertThat(it.events(0)).containsExactly(Event.STARTED);
    it.run(Duration.ofSeconds(1));
    assertThat(it.events(0)).containsExactly(Event.STARTED, Event.COMPLETED, Event.STOPPED);
  }

  @Test
  void aTrackerThatHasBeenSilentForLongIsNotWaitedFor() {
    Setting it = new Setting(List.of(1), t -> BAD);
    it.delayNanos = Duration.ofSeconds(45).toNanos();
    it.tell(new Input.Start());
    it.run(Duration.ofSeconds(4));
    it.tell(new Input.Stop());
    assertThat(it.schedule.isDone()).isTrue();

    Setting young = new Setting(List.of(1), t -> GOOD);
    young.tell(new Input.Start());
    young.tell(new Input.Stop());
    assertThat(young.schedule.isDone()).isFalse();
  }

  @Test
  void aTierIsTriedWholeBeforeTheNextAndTheAnsweringOneComesFirst() {
    Setting it = new Setting(List.of(3, 1), t -> t == 1 ? GOOD : BAD);
    it.tell(new Input.Start());
    it.run(Duration.ofSeconds(5));
    int tries = it.made.size();
    assertThat(it.asked()).endsWith(1).doesNotContain(3);
    it.run(Duration.ofHours(4));
    assertThat(it.asked().subList(tries, it.made.size())).isNotEmpty().containsOnly(1);
  }

  @Test
  void theOrderWithinATierIsOfChance() {
    List<Integer> first = new ArrayList<>();
    for (int seed = 0; seed < 64; seed++) {
      AnnounceSchedule schedule =
          new AnnounceSchedule(List.of(4), Tiers.IN_TURN, false, new SplittableRandom(seed));
      schedule.on(new Input.Start(), 0, a -> first.add(a.tracker()));
    }
    assertThat(first).contains(0, 1, 2, 3);
  }

  @Test
  void tiersAreServedEachOrInTurn() {
    Setting each = new Setting(List.of(1, 1), Tiers.EACH, false, t -> GOOD);
    each.tell(new Input.Start());
    assertThat(each.asked()).containsExactly(0, 1);
    Setting inTurn = new Setting(List.of(1, 1), t -> GOOD);
    inTurn.tell(new Input.Start());
    inTurn.run(Duration.ofHours(5));
    assertThat(inTurn.asked()).containsOnly(0);
  }

  @Test
  void failuresBackOffUpToAnHour() {
    Setting it = new Setting(List.of(1), t -> BAD);
    it.tell(new Input.Start());
    it.run(Duration.ofHours(12));
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < it.made.size(); i++) {
      gaps.add(it.made.get(i).second() - it.made.get(i - 1).second());
    }
    assertThat(gaps.getFirst()).isBetween(15L, 17L);
    assertThat(gaps.get(1)).isBetween(30L, 34L);
    assertThat(gaps.getLast()).isBetween(3600L, 3961L);
    assertThat(it.made).hasSizeLessThan(25);
  }

  @Test
  void theTrackersWordOnRetryingIsObeyed() {
    Setting later = new Setting(List.of(1), t -> new TrackerReply.Failure("", new Retry.After(90)));
    later.tell(new Input.Start());
    later.run(Duration.ofMinutes(89));
    assertThat(later.made).hasSize(1);
    later.run(Duration.ofMinutes(12));
    assertThat(later.made).hasSize(2);

    Setting never = new Setting(List.of(1), t -> new TrackerReply.Failure("", new Retry.Never()));
    never.tell(new Input.Start());
    never.run(Duration.ofDays(9));
    never.tell(new Input.More());
    assertThat(never.made).hasSize(1);
  }

  @Test
  void moreIsAskedForWithinTheMinimalInterval() {
    TrackerReply patient =
        new TrackerReply.Answer(
            INTERVAL,
            300,
            0,
            1,
            List.of(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            "");
    Setting it = new Setting(List.of(1), t -> patient);
    it.tell(new Input.Start());
    for (int i = 0; i < 299; i++) {
      it.run(Duration.ofSeconds(1));
      it.tell(new Input.More());
    }
    assertThat(it.made).hasSize(1);
    it.run(Duration.ofSeconds(40));
    assertThat(it.events(0)).containsExactly(Event.STARTED, Event.NONE);
  }

  @Test
  void intervalsOfNothingAndOfForeverAreBounded() {
    Setting flood = new Setting(List.of(1), t -> TrackerReply.Answer.of(0, 0, 0, List.of()));
    flood.tell(new Input.Start());
    flood.run(Duration.ofMinutes(10));
    assertThat(flood.made).hasSizeBetween(17, 21);
    Setting forever =
        new Setting(List.of(1), t -> TrackerReply.Answer.of(Integer.MAX_VALUE, 0, 0, List.of()));
    forever.tell(new Input.Start());
    forever.run(Duration.ofDays(3));
    assertThat(forever.made).hasSizeBetween(3, 4);
  }

  @Test
  void whateverTheTrackersDoEachHearsEachEventOnceAndInOrder() {
    Property.forAll(
        200,
        draw -> {
          List<Integer> tiers = new ArrayList<>();
          for (int i = draw.between(1, 4); i > 0; i--) {
            tiers.add(draw.between(1, 3));
          }
          Tiers kind = draw.note("tiers", draw.one(List.of(Tiers.values())));
          Setting it = new Setting(tiers, kind, false, t -> draw.oneIn(3) ? BAD : GOOD);
          it.delayNanos = draw.between(0, 2_000_000_000);
          it.tell(new Input.Start());
          it.run(Duration.ofSeconds(draw.between(0, 20_000)));
          it.tell(new Input.Complete());
          it.run(Duration.ofSeconds(draw.between(0, 20_000)));
          it.tell(new Input.More());
          it.run(Duration.ofSeconds(draw.between(0, 20_000)));
          Map<Integer, List<Event>> heard = heard(it);
          it.tell(new Input.Stop());
          it.run(Duration.ofSeconds(30));
          assertThat(it.schedule.isDone()).isTrue();
          heard.forEach((tracker, events) ->
              assertThat(events).as("tracker %s", tracker).first().isEqualTo(Event.STARTED));
          for (int tracker : it.asked()) {
            List<Event> events = it.events(tracker);
            assertThat(events.stream().filter(e -> e == Event.STOPPED).count()).isLessThan(2);
            assertThat(events.lastIndexOf(Event.STARTED)).isLessThan(firstOther(events));
          }
        });
  }

  private static Map<Integer, List<Event>> heard(Setting it) {
    Map<Integer, List<Event>> heard = new HashMap<>();
    it.made.forEach(m -> heard.computeIfAbsent(m.tracker(), t -> new ArrayList<>()).add(m.event()));
    return heard;
  }

  private static int firstOther(List<Event> events) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) != Event.STARTED) {
        return i;
      }
    }
    return events.size();
  }
}
