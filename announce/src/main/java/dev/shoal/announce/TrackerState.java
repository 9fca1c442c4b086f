package dev.shoal.announce;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.AnnounceSchedule.Announce;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What is known of one tracker: whether it knows of us, what it is owed, when it may be asked. */
final class TrackerState {
  /** A tracker that a stranger named must not make us a nuisance to whoever is there. */
  private static final long MIN_INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

  /** Whatever the tracker says, a peer that is there says so once a day. */
  private static final long MAX_INTERVAL_NANOS = Duration.ofDays(1).toNanos();

  /** How soon to ask for more peers where the tracker does not say, as UDP cannot. */
  private static final long UNSAID_MIN_INTERVAL_NANOS = Duration.ofMinutes(2).toNanos();

  /** After the first failure; each further one in a row doubles it. */
  private static final long FIRST_BACKOFF_NANOS = Duration.ofSeconds(15).toNanos();

  /** The longest pause after failures, unless the tracker asks for a longer one. */
  private static final long MAX_BACKOFF_NANOS = Duration.ofHours(1).toNanos();

  private static final int MAX_DOUBLINGS = 8; // beyond the longest pause

  /** Up to a tenth of each wait is added by chance, so that peers do not come all at once. */
  private static final int JITTER_PARTS = 10;

  /** A tracker that is silent for longer will most likely not answer while a person waits. */
  private static final long HOPE_NANOS = Duration.ofSeconds(3).toNanos();

  private final int number;
  private final RandomGenerator random;

  private Optional<Event> asked = Optional.empty();
  private long askedAt;
  private boolean knowsUs;
  private boolean owedComplete;
  private boolean never;
  private int failures;
  private long notBefore; // counts only after failures
  private long dueAt;
  private long moreAt;

  TrackerState(int number, RandomGenerator random) {
    this.number = number;
    this.random = random;
  }

  boolean isAsked() {
    return asked.isPresent();
  }

  /** Whether something is to be said to it before a torrent that stopped then has taken leave. */
  boolean isWaitedFor(long stoppedAt) {
    return isAsked() ? stoppedAt - askedAt < HOPE_NANOS : knowsUs;
  }

  /** Whether it answered a start, and no stop since. */
  boolean knowsUs() {
    return knowsUs;
  }

  /** Whether it is to be told that the download is complete. */
  boolean isOwedComplete() {
    return knowsUs && owedComplete;
  }

  /** Whether it has not failed since it last answered. */
  boolean isSound() {
    return failures == 0;
  }

  /** When it may be asked; {@code Long.MAX_VALUE} if never. */
  long usableAt(long nanos) {
    return never ? Long.MAX_VALUE : failures == 0 || notBefore - nanos < 0 ? nanos : notBefore;
  }

  /** When the next announce is due that nothing else calls for. */
  long dueAt() {
    return dueAt;
  }

  /** When it may be asked for more peers. */
  long moreAt() {
    return moreAt;
  }

  /** The download is complete; a tracker that only hears of a seed later is not told (BEP 3). */
  void complete() {
    owedComplete = knowsUs || isAsked();
  }

  void ask(Event event, long nanos, Consumer<Announce> out) {
    asked = Optional.of(event);
    askedAt = nanos;
    out.accept(new Announce(number, event));
  }

  void replied(TrackerReply reply, long nanos) {
    Event event = asked.orElseThrow(() -> new IllegalStateException("nothing was asked"));
    asked = Optional.empty();
    switch (reply) {
      case TrackerReply.Answer answer -> {
        failures = 0;
        owedComplete &= event != Event.COMPLETED;
        knowsUs = event != Event.STOPPED;
        dueAt = nanos + jittered(bounded(seconds(answer.interval())));
        moreAt = nanos + jittered(bounded(minInterval(answer)));
      }
      case TrackerReply.Failure(String _, TrackerReply.Retry retry) -> {
        failures++;
        owedComplete &= knowsUs;
        notBefore = nanos + jittered(pause(retry));
        never = retry instanceof TrackerReply.Retry.Never;
      }
    }
  }

  /** It is not to be told anything more. */
  void forget() {
    knowsUs = false;
  }

  private static long minInterval(TrackerReply.Answer answer) {
    return answer.minInterval() > 0
        ? seconds(answer.minInterval())
        : Math.min(seconds(answer.interval()), UNSAID_MIN_INTERVAL_NANOS);
  }

  private static long bounded(long nanos) {
    return Math.clamp(nanos, MIN_INTERVAL_NANOS, MAX_INTERVAL_NANOS);
  }

  private long pause(TrackerReply.Retry retry) {
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    long backoff = Math.min(FIRST_BACKOFF_NANOS << doublings, MAX_BACKOFF_NANOS);
    return retry instanceof TrackerReply.Retry.After(int minutes)
        ? Math.max(backoff, Duration.ofMinutes(minutes).toNanos())
        : backoff;
  }

  private long jittered(long nanos) {
    return nanos + random.nextLong(nanos / JITTER_PARTS + 1);
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
