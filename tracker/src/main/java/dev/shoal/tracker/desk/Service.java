package dev.shoal.tracker.desk;

import dev.shoal.announce.Scrape;
import dev.shoal.base.Clock;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.gate.Credentials;
import dev.shoal.tracker.gate.Gate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What the sides that carry a tracker ask: first the {@link Gate} whether something is served, then
 * the {@link Desk}. Any thread.
 */
public final class Service {
  private final Gate gate;
  private final Desk desk;
  private final Clock clock;
  private final Consumer<TrackerEvent> events;
  private final Map<Outcome.Why, LongAdder> refused = new EnumMap<>(Outcome.Why.class);

  /** Serves what the gate lets through; {@code events} hears of what it does not. */
  public Service(Gate gate, Desk desk, Clock clock, Consumer<TrackerEvent> events) {
    this.gate = gate;
    this.desk = desk;
    this.clock = clock;
    this.events = events;
    for (Outcome.Why why : Outcome.Why.values()) {
      refused.put(why, new LongAdder());
    }
  }

  /** A tracker that serves everything to everybody. */
  public static Service open(Desk desk, Clock clock) {
    return new Service(Gate.open(), desk, clock, event -> {});
  }

  /** The time. */
  public Clock clock() {
    return clock;
  }

  /** Whether an announce comes with {@link Credentials}, or needs none. */
  public boolean wantsCredentials() {
    return gate.wantsCredentials();
  }

  /** Whether one more announce may come from an address now. */
  public boolean admits(Endpoint from) {
    boolean admitted = gate.admits(from, clock.nanos());
    if (!admitted) {
      count(Outcome.Why.RATE);
    }
    return admitted;
  }

  /** Takes an announce of a tracker that wants no credentials, and answers it. */
  public Outcome announce(Announce announce) {
    Optional<Outcome.Refused> refusal = gate.refuses(announce);
    return told(announce, refusal.isPresent() ? refusal.get() : desk.announce(announce));
  }

  /** Takes an announce and answers it. */
  public Outcome announce(Announce announce, Credentials credentials) {
    Optional<Outcome.Refused> refusal = gate.refuses(credentials).or(() -> gate.refuses(announce));
    if (refusal.isPresent()) {
      return told(announce, refusal.get());
    }
    Outcome outcome = desk.announce(announce);
    if (outcome instanceof Outcome.Answered) {
      gate.served(announce, credentials);
    }
    return told(announce, outcome);
  }

  /** Why nothing is told of swarms to somebody with this passkey, if it is not. */
  public Optional<Outcome.Refused> refuses(Optional<String> passkey) {
    return gate.refuses(passkey);
  }

  /** How the swarms of these torrents stand, in this order; those not served as if empty. */
  public List<Scrape> scrape(List<InfoHash> infoHashes) {
    List<Scrape> scrapes = desk.scrape(infoHashes);
    return infoHashes.stream().allMatch(gate::serves)
        ? scrapes
        : IntStream.range(0, scrapes.size())
            .mapToObj(i -> gate.serves(infoHashes.get(i)) ? scrapes.get(i) : Scrape.NOTHING)
            .toList();
  }

  /** A request could not be answered, by a mistake of ours. */
  public void failed(RuntimeException bug) {
    events.accept(new TrackerEvent.Trouble("a request was not answered: " + bug));
  }

  /** Hands over how many announces were refused, by reason. */
  public void refused(BiConsumer<Outcome.Why, Long> to) {
    refused.forEach((why, count) -> to.accept(why, count.sum()));
  }

  private Outcome told(Announce announce, Outcome outcome) {
    if (outcome instanceof Outcome.Refused(Outcome.Why why, String reason)) {
      count(why);
      events.accept(
          new TrackerEvent.Denied(announce.infoHash(), why, reason, announce.peer().address()));
    }
    return outcome;
  }

  private void count(Outcome.Why why) {
    LongAdder counter = refused.get(why);
    if (counter != null) {
      counter.increment();
    }
  }
}
