package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Relay;
import dev.shoal.kademlia.Relay.Errand;
import dev.shoal.kademlia.Relay.Step;
import dev.shoal.kademlia.Relay.Way;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Krpc.Failure;
import dev.shoal.mainline.krpc.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recursive lookups in KRPC, which only nodes of this kind know: a {@code recurse} is acknowledged
 * at once and passed on, a {@code recursed} brings the answer back. It is given to nodes that gave
 * a permit, and taken from those that have one, so that nobody makes others send to an address that
 * is not its own. For one thread.
 */
final class Passing {
  private static final int CONTACTS = 32; // among which those that take it are looked for
  private static final int MAX_NODES = 8;
  private static final int MAX_PATH = 12; // the last steps, as many as the bytes of a message hold
  private static final int MAX_PEERS = 20;
  private static final int MAX_MILLIS = 0xFFFF;
  private static final long MILLI_NANOS = 1_000_000;

  /** Is told how a recursive lookup of this node ends. */
  interface Listener {
    /** The answer came. */
    void recursed(Question.Recursed answer);

    /** None came in time. */
    void failed();
  }

  private static final class Trip {
    final boolean peers;
    final @Nullable Listener listener;
    final long until;
    long givenAt;

    Trip(boolean peers, @Nullable Listener listener, long nanos) {
      this.peers = peers;
      this.listener = listener;
      this.until = nanos + Relay.PATIENCE_NANOS;
      this.givenAt = nanos;
    }
  }

  private final Self self;
  private final Calls calls;
  private final Responder responder;
  private final Map<Long, Trip> trips = new LinkedHashMap<>(); // the oldest first

  Passing(Self self, Calls calls, Responder responder) {
    this.self = self;
    this.calls = calls;
    this.responder = responder;
  }

  /** Begins one of this node. */
  void begin(NodeId target, boolean peers, Listener listener, long nanos) {
    long number = self.random.nextLong();
    trips.put(number, new Trip(peers, listener, nanos));
    Errand errand = new Errand(number, target, Relay.MAX_HOPS);
    act(errand, self.relay().asked(errand, Optional.empty(), known(target), nanos), nanos);
  }

  private List<Contact> known(NodeId target) {
    return self.table().closest(target, CONTACTS).stream()
        .filter(contact -> self.permits.of(contact).isPresent())
        .toList();
  }

  /** Takes one of another node, or refuses it. */
  Optional<Krpc> asked(byte[] transaction, Question.Recurse it, Locator.Ip from, long nanos) {
    if (!responder.permits(it.permit(), from, nanos)) {
      return Responder.failure(transaction, Failure.PROTOCOL, "wrong permit");
    }
    Errand errand = new Errand(it.number(), it.target(), it.hops());
    Step step = self.relay().asked(errand, Optional.of(from), known(it.target()), nanos);
    if (step instanceof Step.Refuse(String why)) {
      return Responder.failure(transaction, Failure.SERVER, why);
    }
    trips.put(it.number(), new Trip(it.peers(), null, nanos));
    act(errand, step, nanos);
    return Responder.reply(transaction, from, Answer.of(self.id()));
  }

  private void act(Errand errand, Step step, long nanos) {
    switch (step) {
      case Step.Forward(Contact to, Errand further) -> forward(to, further, nanos);
      case Step.Answer _ -> answer(errand, nanos);
      case Step.Refuse _ -> end(errand.number());
    }
  }

  private void forward(Contact to, Errand errand, long nanos) {
    Trip trip = trips.get(errand.number());
    if (trip == null) {
      return;
    }
    trip.givenAt = nanos;
    byte[] permit = self.permits.of(to).orElse(new byte[0]);
    Question question =
        new Question.Recurse(errand.number(), errand.target(), errand.hops(), trip.peers, permit);
    calls.ask(
        to,
        question,
        new Calls.Listener() {
          @Override
          public void answered(Answer answer, Contact by, long roundTripNanos) {}

          @Override
          public void slow() {
            passBy();
          }

          @Override
          public void failed() {
            passBy();
          }

          private boolean passed;

          private void passBy() {
            if (!passed) {
              passed = true;
              Errand again = new Errand(errand.number(), errand.target(), errand.hops() + 1);
              self.relay().silent(errand.number()).ifPresent(step -> act(again, step, calls.now()));
            }
          }
        },
        nanos);
  }

  private void answer(Errand errand, long nanos) {
    Trip trip = trips.get(errand.number());
    if (trip == null) {
      return;
    }
    List<Locator.Ip> peers =
        trip.peers ? self.peers.some(errand.target(), self.settings.v6(), false) : List.of();
    Question.Recursed answer =
        new Question.Recursed(
            errand.number(),
            self.table().closest(errand.target(), MAX_NODES),
            peers.subList(0, Math.min(peers.size(), MAX_PEERS)),
            List.of());
    self.relay()
        .answered(errand.number(), Optional.empty())
        .ifPresent(way -> giveBack(answer, way, nanos));
  }

  /** An answer came back. */
  Optional<Krpc> returned(Krpc.Query query, Question.Recursed it, Locator.Ip from, long nanos) {
    Trip trip = trips.get(it.number());
    Optional<Way> way = self.relay().answered(it.number(), Optional.of(from));
    if (trip == null || way.isEmpty()) {
      return Responder.failure(query.transaction(), Failure.SERVER, "nobody waits for it");
    }
    int millis = (int) Math.min(MAX_MILLIS, (nanos - trip.givenAt) / MILLI_NANOS);
    List<Question.Hop> path = new ArrayList<>();
    path.add(new Question.Hop(new Contact(query.id(), from), millis));
    path.addAll(it.path());
    giveBack(
        new Question.Recursed(
            it.number(),
            it.nodes().subList(0, Math.min(it.nodes().size(), MAX_NODES)),
            it.peers().subList(0, Math.min(it.peers().size(), MAX_PEERS)),
            path.subList(0, Math.min(path.size(), MAX_PATH))),
        way.get(),
        nanos);
    return Responder.reply(query.transaction(), from, Answer.of(self.id()));
  }

  private void giveBack(Question.Recursed answer, Way way, long nanos) {
    Trip trip = end(answer.number());
    switch (way) {
      case Way.Back(Locator.Ip to) -> calls.ask(to, answer, Calls.UNHEARD, nanos);
      case Way.Here _ -> {
        if (trip != null && trip.listener != null) {
          trip.listener.recursed(answer);
        }
      }
    }
  }

  private @Nullable Trip end(long number) {
    return trips.remove(number);
  }

  /** Ends those that nobody answered; when to call again. */
  long tick(long nanos) {
    List<Long> over = new ArrayList<>();
    long next = Long.MAX_VALUE;
    for (Map.Entry<Long, Trip> trip : trips.entrySet()) {
      if (trip.getValue().until - nanos > 0) {
        next = trip.getValue().until;
        break;
      }
      over.add(trip.getKey());
    }
    for (long number : over) {
      Trip trip = end(number);
      if (trip != null && trip.listener != null) {
        trip.listener.failed();
      }
    }
    return next;
  }
}
