package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.RoutingTable;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Keeps the routing table good, on a schedule of its own, so that no traffic of others drives it:
 * looks around once somebody is known, asks old contacts whether they are there, and those who
 * asked this node, if there is room for them. For one thread.
 */
final class Upkeep {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** At most so many checks at once: a table that wakes up is not a burst. */
  private static final int CHECKS_A_TURN = 2;

  private static final long TURN_NANOS = SECOND_NANOS / 4;

  /** Who asked and is not known: at most so many wait to be asked back. */
  private static final int MAX_STRANGERS = 64;

  /** A router forgets the mapping of who only asks in this time; then it is of no use (mldht). */
  private static final long QUARANTINE_NANOS = 90 * SECOND_NANOS;

  /** Buckets that are looked into at once, after coming. */
  private static final int FILLS_AT_ONCE = 2;

  private static final long EXPIRY_NANOS = 60 * SECOND_NANOS;

  private final Self self;
  private final Calls calls;
  private final BiFunction<NodeId, Runnable, Boolean> look;
  private final Map<Locator.Ip, Long> strangers = new LinkedHashMap<>(); // when to ask them
  private final Deque<NodeId> toFill = new ArrayDeque<>();
  private int filling;
  private boolean around; // it has looked around itself
  private boolean looking;
  private long lookAgain;
  private long nextTurn;
  private long nextExpiry;

  /**
   * Keeps the table of a node.
   *
   * @param look begins a lookup, and runs what is given when it is over; whether it could
   */
  Upkeep(Self self, Calls calls, BiFunction<NodeId, Runnable, Boolean> look, long nanos) {
    this.self = self;
    this.calls = calls;
    this.look = look;
    this.nextTurn = nanos;
    this.lookAgain = nanos;
    this.nextExpiry = nanos + EXPIRY_NANOS;
  }

  /** Whether it has looked around itself, and into each part of the id space. */
  boolean hasJoined() {
    return around && toFill.isEmpty() && filling == 0;
  }

  /** Somebody asked whom this node may not know; who was named is asked as well. */
  void met(Locator.Ip stranger, boolean near, long nanos) {
    boolean few = self.table().size() < self.settings.tuning().k();
    if (strangers.size() < MAX_STRANGERS) {
      long due = few || near ? nanos : nanos + QUARANTINE_NANOS;
      strangers.putIfAbsent(stranger, due);
      nextTurn = nextTurn - due > 0 ? due : nextTurn;
    }
  }

  /** The id changed: the neighbourhood is another one. */
  void moved(long nanos) {
    around = false;
    lookAgain = nanos;
    nextTurn = nanos;
  }

  /** It has looked around some time ago. */
  void resumed(long nanos) {
    around = true;
    lookAgain =
        nanos + self.random.nextLong(self.settings.tuning().refreshSeconds() * SECOND_NANOS);
  }

  /** Does what is due; when to call again. */
  long tick(long nanos) {
    if (nextTurn - nanos > 0 && !isToLookAround(nanos)) {
      return nextTurn;
    }
    if (nextExpiry - nanos <= 0) {
      nextExpiry = nanos + EXPIRY_NANOS;
      self.peers.expire(nanos);
      self.items.expire(nanos);
    }
    lookAround(nanos);
    fill();
    askStrangers(nanos);
    for (int i = 0; i < CHECKS_A_TURN; i++) {
      self.table().toAsk(nanos).ifPresent(check -> check(check, nanos));
    }
    nextTurn = nanos + Math.max(TURN_NANOS, untilNext(nanos));
    return nextTurn;
  }

  /** How long nothing is due; who comes meanwhile may shorten it. */
  private long untilNext(long nanos) {
    long until = nextExpiry - nanos;
    if (!looking && self.table().size() > 0) {
      until = Math.min(until, lookAgain - nanos);
    }
    for (long due : strangers.values()) {
      until = Math.min(until, due - nanos);
    }
    return Math.min(until, self.table().untilAsk(nanos).orElse(Long.MAX_VALUE));
  }

  /** First of all, then every now and then, as neighbours come and go. */
  private void lookAround(long nanos) {
    if (!isToLookAround(nanos)) {
      return;
    }
    looking =
        look.apply(
            self.id(),
            () -> {
              looking = false;
              if (!around) {
                around = true;
                for (int magnitude : self.table().withRoom()) {
                  toFill.add(self.table().targetIn(magnitude, self.random));
                }
                fill();
              }
            });
    long every = self.settings.tuning().refreshSeconds() * SECOND_NANOS;
    lookAgain = nanos + every - every / 8 + self.random.nextLong(every / 4);
  }

  private boolean isToLookAround(long nanos) {
    return !looking && lookAgain - nanos <= 0 && self.table().size() > 0;
  }

  private void fill() {
    while (filling < FILLS_AT_ONCE && !toFill.isEmpty()) {
      filling++;
      if (!look.apply(toFill.remove(), this::filled)) {
        filling--;
      }
    }
  }

  private void filled() {
    filling--;
    fill();
  }

  private void askStrangers(long nanos) {
    Iterator<Map.Entry<Locator.Ip, Long>> each = strangers.entrySet().iterator();
    List<Locator.Ip> due = new ArrayList<>();
    while (each.hasNext()) {
      Map.Entry<Locator.Ip, Long> next = each.next();
      if (next.getValue() - nanos <= 0) {
        each.remove();
        due.add(next.getKey());
      }
    }
    due.forEach(stranger -> calls.ask(stranger, new Question.Ping(), Calls.UNHEARD, nanos));
  }

  /** A bucket with room is asked for others at once. */
  private void check(RoutingTable.Check check, long nanos) {
    Question question =
        check.roomAt().isPresent()
            ? new Question.FindNode(
                self.table().targetIn(check.roomAt().getAsInt(), self.random), Want.UNSAID)
            : new Question.Ping();
    calls.ask(check.contact(), question, new Learning(), nanos);
  }

  /** Nodes that were named are asked as well, if there is room for them. */
  private final class Learning implements Calls.Listener {
    @Override
    public void answered(Answer answer, Contact by, long roundTripNanos) {
      answer.nodes().stream()
          .filter(node -> self.table().wants(node))
          .limit(2)
          .forEach(node -> met(node.locator(), true, calls.now()));
    }

    @Override
    public void failed() {}
  }

  /** Who this node would like to know, of those that asked it. */
  void asked(Contact by, long nanos) {
    if (self.table().wants(by)) {
      met(by.locator(), self.table().isNeighbour(by), nanos);
    }
  }
}
