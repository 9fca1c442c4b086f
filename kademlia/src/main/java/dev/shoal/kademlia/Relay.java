package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recursive lookups that pass through a node: a question travels from node to node, each closer
 * to the target than the one before, until nobody closer is known; the answer returns along the
 * path (Heep 2010, R/Kademlia). Pure; a single thread uses it.
 *
 * <p>Each node says at once whether it took the question, so that a silent one is passed by after a
 * round trip and not after the whole way. As every step comes closer, no path closes to a ring; a
 * question that is met twice is refused all the same, since a liar may send it anywhere. What waits
 * for its answer is bounded, in all and for each that asks.
 */
public final class Relay {
  /** Steps of one question: each should halve the distance, so they reach beyond 10^9 nodes. */
  public static final int MAX_HOPS = 30;

  /** Questions that wait for their answers. */
  public static final int MAX_WAITING = 512;

  /** Of those, for one that asks: nobody gets the whole node to work for it. */
  public static final int MAX_FOR_ONE = 16;

  /** Nodes that one question is given to, one after the other, if they keep silent. */
  private static final int MAX_TRIES = 3;

  /** After this long nobody waits for the answer any more. */
  public static final long PATIENCE_NANOS = 4_000_000_000L;

  private final NodeId own;
  private final Metric metric;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>(); // the oldest first

  /** Nothing passes yet. */
  public Relay(NodeId own, Metric metric) {
    this.own = own;
    this.metric = metric;
  }

  /**
   * A question on its way.
   *
   * @param number chosen by chance by who asked it first
   * @param hops the steps that it may still make, 0 or more
   */
  public record Errand(long number, NodeId target, int hops) {}

  /** What to do with a question. */
  public sealed interface Step {
    /** Nobody closer is known: answer it from here. */
    record Answer() implements Step {}

    /** Give it to this one. */
    record Forward(Contact to, Errand errand) implements Step {}

    /** Say no. */
    record Refuse(String why) implements Step {}
  }

  private record Waiting(
      Optional<Locator.Ip> from,
      Errand errand,
      Deque<Contact> next,
      List<Contact> tried,
      long until) {
    boolean wasGivenTo(Locator.Ip node) {
      return tried.stream().anyMatch(contact -> contact.locator().equals(node));
    }
  }

  /**
   * A question arrived, or begins here.
   *
   * @param from who gave it; empty: this node asks
   * @param known the contacts closest to the target that take questions, the closest first
   */
  public Step asked(Errand errand, Optional<Locator.Ip> from, List<Contact> known, long nanos) {
    expire(nanos);
    if (waiting.containsKey(errand.number)) {
      return new Step.Refuse("it was here before");
    }
    if (errand.hops > MAX_HOPS || waiting.size() >= MAX_WAITING || isFull(from)) {
      return new Step.Refuse("too much");
    }
    Deque<Contact> next = new ArrayDeque<>();
    for (Contact contact : known) {
      boolean back = from.isPresent() && contact.locator().equals(from.get());
      if (!back && next.size() < MAX_TRIES && isCloser(errand.target, contact)) {
        next.add(contact);
      }
    }
    Waiting fresh =
        new Waiting(from, errand, next, new ArrayList<>(MAX_TRIES), nanos + PATIENCE_NANOS);
    waiting.put(errand.number, fresh);
    return step(fresh);
  }

  private boolean isFull(Optional<Locator.Ip> from) {
    return from.isPresent()
        && waiting.values().stream()
                .filter(other -> other.from.isPresent())
                .filter(other -> other.from.get().address().equals(from.get().address()))
                .count()
            >= MAX_FOR_ONE;
  }

  private boolean isCloser(NodeId target, Contact contact) {
    return metric.compare(target, contact.id(), own) < 0;
  }

  private Step step(Waiting it) {
    Errand errand = it.errand;
    if (errand.hops == 0 || it.next.isEmpty()) {
      return new Step.Answer();
    }
    Contact to = it.next.remove();
    it.tried.add(to);
    return new Step.Forward(to, new Errand(errand.number, errand.target, errand.hops - 1));
  }

  /** Who was given a question did not take it; nothing if it is not waited for any more. */
  public Optional<Step> silent(long number) {
    return Optional.ofNullable(waiting.get(number)).map(this::step);
  }

  /** Where the answer to a question goes. */
  public sealed interface Way {
    /** To who gave it. */
    record Back(Locator.Ip to) implements Way {}

    /** It was this node's own. */
    record Here() implements Way {}
  }

  /**
   * A question is answered: by this node, or by one that it was given to.
   *
   * @param by empty: this node
   * @return nothing if nobody waits for it, or it was not given to that one
   */
  public Optional<Way> answered(long number, Optional<Locator.Ip> by) {
    Waiting it = waiting.get(number);
    if (it == null || !by.map(it::wasGivenTo).orElse(true)) {
      return Optional.empty();
    }
    waiting.remove(number);
    return Optional.of(it.from.<Way>map(Way.Back::new).orElseGet(Way.Here::new));
  }

  private void expire(long nanos) {
    var oldest = waiting.values().iterator();
    while (oldest.hasNext() && oldest.next().until - nanos < 0) {
      oldest.remove();
    }
  }

  /** How many questions wait for their answers. */
  public int waiting() {
    return waiting.size();
  }
}
