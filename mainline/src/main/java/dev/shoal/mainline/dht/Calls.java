package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Question;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The questions that wait for an answer. An answer counts only if it comes from where the question
 * went, with its transaction, and from the id that was asked. For one thread.
 */
final class Calls {
  /** Questions at once; nothing that this node does needs more, and a stranger must not make it. */
  static final int MAX_WAITING = 2000;

  /** Who ticks so late stood still: a timer alone is late by a few milliseconds. */
  private static final long LATE_NANOS = 100_000_000L;

  /** A machine that slept for the night does not wait as long again. */
  private static final long MOST_SPARED_NANOS = 2_000_000_000L;

  /** What becomes of a question; either {@code answered} or {@code failed} is called, once. */
  interface Listener {
    void answered(Answer answer, Contact by, long roundTripNanos);

    /** It takes longer than usual; the answer is still welcome. */
    default void slow() {}

    /** Whether to ask once more when it takes long: a packet may have been lost. */
    default boolean isWorthAnother() {
      return false;
    }

    /** No answer in time, an error, or an answer of somebody else. */
    void failed();
  }

  /** For questions whose answer does not matter. */
  static final Listener UNHEARD =
      new Listener() {
        @Override
        public void answered(Answer answer, Contact by, long roundTripNanos) {}

        @Override
        public void failed() {}
      };

  private static final class Call implements Comparable<Call> {
    final int transaction;
    final Locator.Ip to;
    final @Nullable NodeId expected;
    final Question question;
    final Listener listener;
    final long sentAt;
    boolean slow;
    boolean again;
    boolean spared; // once before it is slow, and once before it is lost
    boolean stoodStill; // this node did, so that the time it took says nothing
    long due;

    // size: what is asked of whom by whom, and when
    Call(
        int transaction,
        Locator.Ip to,
        @Nullable NodeId expected,
        Question question,
        Listener listener,
        long nanos) {
      this.transaction = transaction;
      this.to = to;
      this.expected = expected;
      this.question = question;
      this.listener = listener;
      this.sentAt = nanos;
    }

    @Override
    public int compareTo(Call other) {
      return Long.signum(due - other.due);
    }
  }

  private final Self self;
  private final Surroundings around;
  private final Map<Integer, Call> waiting = new HashMap<>(); // asked, never walked
  private final PriorityQueue<Call> due = new PriorityQueue<>();
  private long now;

  Calls(Self self, Surroundings around) {
    this.self = self;
    this.around = around;
  }

  /** Asks a contact. */
  void ask(Contact contact, Question question, Listener listener, long nanos) {
    ask(contact.locator(), contact.id(), question, listener, nanos);
  }

  /** Asks somebody whose id is not known. */
  void ask(Locator.Ip to, Question question, Listener listener, long nanos) {
    ask(to, null, question, listener, nanos);
  }

  private void ask(
      Locator.Ip to, @Nullable NodeId id, Question question, Listener listener, long nanos) {
    if (waiting.size() >= MAX_WAITING) {
      listener.failed();
      return;
    }
    int transaction = self.random.nextInt();
    while (waiting.containsKey(transaction)) {
      transaction++;
    }
    now = nanos;
    Call call = new Call(transaction, to, id, question, listener, nanos);
    call.due = nanos + self.trips.slowNanos();
    waiting.put(transaction, call);
    due.add(call);
    around.asked(to);
    send(call);
  }

  private void send(Call call) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(call.transaction).array();
    boolean relays = self.settings.relays();
    around.send(new Krpc.Query(bytes, self.id(), self.readOnly(), relays, call.question), call.to);
  }

  /** An answer came; whether it is one to a question of this node. */
  boolean received(Krpc.Reply reply, Locator.Ip from, long nanos) {
    now = nanos;
    Call call = take(reply.transaction(), from);
    if (call == null) {
      return false;
    }
    Contact by = around.contact(reply.answer().id(), from);
    took(call, nanos);
    if (by.id().equals(self.id())) {
      call.listener.failed(); // it is this node itself, or who says so
      return false;
    }
    self.table().answered(by, nanos);
    around.answered(from);
    reply.seenAs().ifPresent(seen -> self.vote.add(from.address(), seen.address()));
    if (call.expected != null && !call.expected.equals(by.id())) {
      call.listener.failed();
    } else {
      call.listener.answered(reply.answer(), by, nanos - call.sentAt);
    }
    return true;
  }

  /** An error came. */
  void received(Krpc.Failure failure, Locator.Ip from, long nanos) {
    now = nanos;
    Call call = take(failure.transaction(), from);
    if (call != null) {
      took(call, nanos);
      call.listener.failed();
    }
  }

  /**
   * Learns how long an answer took; not of what was asked twice, as nobody knows which question was
   * answered. The first answer that is read after a standstill is told before the tick that notices
   * it.
   */
  private void took(Call call, long nanos) {
    if (!call.again && !call.stoodStill && nanos - call.due <= LATE_NANOS) {
      self.trips.add(nanos - call.sentAt);
    }
  }

  /** Whether a question to this address waits. */
  boolean hasAsked(Locator.Ip node) {
    return due.stream().anyMatch(call -> call.to.equals(node));
  }

  private @Nullable Call take(byte[] transaction, Locator.Ip from) {
    if (transaction.length != Integer.BYTES) {
      return null;
    }
    int number = ByteBuffer.wrap(transaction).getInt();
    Call call = waiting.get(number);
    if (call == null || !call.to.equals(from)) {
      return null;
    }
    waiting.remove(number);
    due.remove(call);
    return call;
  }

  /**
   * Tells of those that take long; when the next one may.
   *
   * <p>A tick that comes late shows that this node itself stood still. That is not the others'
   * silence: their answers may have come meanwhile and wait to be read.
   */
  long tick(long nanos) {
    now = nanos;
    long late = due.isEmpty() ? 0 : nanos - due.peek().due;
    if (late > LATE_NANOS) {
      spare(nanos + Math.min(late, MOST_SPARED_NANOS));
    }
    while (!due.isEmpty() && due.peek().due - nanos <= 0) {
      Call call = due.remove();
      if (call.slow) {
        waiting.remove(call.transaction);
        if (call.expected != null) {
          self.table().failed(new Contact(call.expected, call.to), nanos);
        }
        call.listener.failed();
      } else {
        call.slow = true;
        call.spared = false;
        long lost = self.trips.lostNanos();
        call.due =
            call.stoodStill
                ? nanos + lost - self.trips.slowNanos()
                : Math.max(nanos + 1, call.sentAt + lost);
        due.add(call);
        if (!call.again && call.listener.isWorthAnother()) {
          call.again = true;
          send(call);
        }
        call.listener.slow();
      }
    }
    return due.isEmpty() ? Long.MAX_VALUE : due.peek().due;
  }

  /** Not twice, so that a node whose ticks are all late gives up who is silent nevertheless. */
  private void spare(long until) {
    List<Call> some = new ArrayList<>();
    while (!due.isEmpty() && due.peek().due - until < 0) {
      some.add(due.remove());
    }
    for (Call call : some) {
      call.due = call.spared ? call.due : until;
      call.spared = true;
      call.stoodStill = true;
    }
    due.addAll(some);
  }

  /** A node was named by another. */
  void named(Contact node, Contact by) {
    around.named(node.locator(), by.locator());
  }

  /** The time of what is being told. */
  long now() {
    return now;
  }

  /** How many wait. */
  int waiting() {
    return waiting.size();
  }
}
