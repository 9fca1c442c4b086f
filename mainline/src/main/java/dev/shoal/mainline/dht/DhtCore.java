package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.DisjointLookup;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A node of the mainline DHT, of one family of addresses: messages and the time go in, messages
 * come out. Pure; a single thread at a time uses it, and its listeners are called within its
 * methods.
 */
public final class DhtCore {
  /** Searches at once; the others are refused, as nobody can want so many. */
  public static final int MAX_SEARCHES = 256;

  /** A node that only asks has been here long enough to answer as well (pubky/mainline). */
  private static final long ADOLESCENCE_NANOS = 15L * 60 * 1_000_000_000;

  private final Self self;
  private final Surroundings around;
  private final Calls calls;
  private final Responder responder;
  private final Passing passing;
  private final Upkeep upkeep;
  private final List<Search> searches = new ArrayList<>();
  private final List<Search> early = new ArrayList<>(); // they wait for the first contact
  private final long bornAt;

  /** A node that knows nobody. */
  public DhtCore(DhtSettings settings, RandomGenerator random, Surroundings around, long nanos) {
    this.self = new Self(settings, random);
    this.around = around;
    this.calls = new Calls(self, around);
    this.responder = new Responder(self, around, nanos);
    this.passing = new Passing(self, calls, responder);
    this.upkeep = new Upkeep(self, calls, this::look, nanos);
    this.bornAt = nanos;
  }

  /** Whether an address is of IPv6. */
  static boolean isV6(Locator.Ip locator) {
    return !(locator.address() instanceof Inet4Address);
  }

  /** A message arrived. */
  public void received(Krpc message, Locator.Ip from, long nanos) {
    switch (message) {
      case Krpc.Query query -> asked(query, from, nanos);
      case Krpc.Reply reply -> {
        if (calls.received(reply, from, nanos)) {
          if (reply.answer().permit().length > 0) {
            self.permits.given(from, reply.answer().permit());
          }
          if (self.followAddress(nanos)) {
            upkeep.moved(nanos);
          }
        }
      }
      case Krpc.Failure failure -> calls.received(failure, from, nanos);
    }
    startEarly(nanos);
  }

  /** A datagram was no message, but a question that can be told so. */
  public void malformed(byte[] transaction, String why, Locator.Ip from, long nanos) {
    if (!self.readOnly() && responder.allows(from, false, nanos)) {
      around.send(new Krpc.Failure(transaction, Krpc.Failure.PROTOCOL, why), from);
    }
  }

  private void asked(Krpc.Query query, Locator.Ip from, long nanos) {
    Contact by = new Contact(query.id(), from);
    if (query.question() instanceof Question.Recursed recursed) {
      passing.returned(query, recursed, from, nanos).ifPresent(it -> around.send(it, from));
      return;
    }
    if (self.readOnly() || !responder.allows(from, self.table().contains(by), nanos)) {
      return; // BEP 43: a node that only asks answers nothing
    }
    Optional<Krpc> answer =
        query.question() instanceof Question.Recurse recurse
            ? passing.asked(query.transaction(), recurse, from, nanos)
            : responder.answer(query, from, nanos);
    answer.ifPresent(it -> around.send(it, from));
    if (!query.readOnly() && !query.id().equals(self.id())) {
      upkeep.asked(by, nanos);
    }
  }

  /** Does what is due; when to call again. */
  public long tick(long nanos) {
    if (self.readOnly() && nanos - bornAt >= ADOLESCENCE_NANOS) {
      self.answersFromNowOn();
    }
    long next = Math.min(calls.tick(nanos), passing.tick(nanos));
    next = Math.min(next, upkeep.tick(nanos));
    startEarly(nanos);
    searches.removeIf(Search::isOver);
    return Math.min(next, calls.tick(nanos));
  }

  /**
   * Asks somebody who may be a node of the DHT; if it is, it becomes a contact.
   *
   * @param outcome told whether it answered
   */
  public void introduce(Locator.Ip node, Consumer<Boolean> outcome, long nanos) {
    calls.ask(
        node,
        new Question.FindNode(self.id(), Want.UNSAID),
        new Calls.Listener() {
          @Override
          public void answered(Answer answer, Contact by, long roundTripNanos) {
            answer.nodes().stream()
                .filter(named -> isV6(named.locator()) == self.settings.v6())
                .filter(self.table()::wants)
                .forEach(named -> upkeep.met(named.locator(), true, calls.now()));
            outcome.accept(true);
          }

          @Override
          public void failed() {
            outcome.accept(false);
          }
        },
        nanos);
  }

  /**
   * Takes contacts as if they had answered within the last quarter of an hour, and itself as
   * joined: for a simulation that begins in the middle.
   */
  public void resume(List<Contact> known, long nanos) {
    long fresh = self.settings.tuning().freshSeconds() * 1_000_000_000L;
    for (Contact contact : known) {
      self.table().resume(contact, nanos - self.random.nextLong(fresh));
    }
    upkeep.resumed(nanos);
  }

  /** Somebody says that a node is there: it is asked, if there is need of it. */
  public void named(Locator.Ip node, long nanos) {
    if (isV6(node) == self.settings.v6()) {
      upkeep.met(node, false, nanos);
    }
  }

  private boolean look(NodeId target, Runnable over) {
    return search(
            target,
            new Question.FindNode(target, Want.UNSAID),
            1,
            new SearchListener() {
              @Override
              public void answered(
                  Contact node, Optional<Contact> namedBy, Answer answer, long nanos) {}

              @Override
              public void done(List<Found> found) {
                over.run();
              }
            },
            calls.now())
        .isPresent();
  }

  /**
   * Begins an iterative lookup, as soon as somebody is known.
   *
   * @param question what each node on the way is asked
   * @param paths that share no node, 1 or more
   * @return what ends it early; empty if there are too many
   */
  public Optional<Runnable> search(
      NodeId target, Question question, int paths, SearchListener listener, long nanos) {
    if (searches.size() + early.size() >= MAX_SEARCHES) {
      return Optional.empty();
    }
    DisjointLookup lookup =
        new DisjointLookup(target, self.settings.tuning(), paths, self::isCredible);
    Search search = new Search(self, calls, lookup, question, listener);
    early.add(search);
    startEarly(nanos);
    return Optional.of(search::cancel);
  }

  private void startEarly(long nanos) {
    for (Search search : List.copyOf(early)) {
      if (search.isOver() || search.begin(nanos)) {
        early.remove(search);
        searches.add(search);
      }
    }
  }

  /** Begins a recursive lookup through nodes that know it. */
  public void recurse(
      NodeId target, boolean peers, Consumer<Optional<Question.Recursed>> outcome, long nanos) {
    passing.begin(
        target,
        peers,
        new Passing.Listener() {
          @Override
          public void recursed(Question.Recursed answer) {
            outcome.accept(Optional.of(answer));
          }

          @Override
          public void failed() {
            outcome.accept(Optional.empty());
          }
        },
        nanos);
  }

  /** Asks one node something, such as to store what a search found it responsible for. */
  public void ask(Contact node, Question question, Consumer<Boolean> outcome, long nanos) {
    calls.ask(
        node,
        question,
        new Calls.Listener() {
          @Override
          public void answered(Answer answer, Contact by, long roundTripNanos) {
            outcome.accept(true);
          }

          @Override
          public void failed() {
            outcome.accept(false);
          }
        },
        nanos);
  }

  /** The contacts closest to a target, the closest first. */
  public List<Contact> closest(NodeId target, int count) {
    return self.table().closest(target, count);
  }

  /** All contacts. */
  public List<Contact> contacts() {
    return self.table().contacts();
  }

  /** Whether it is of the DHT of IPv6. */
  public boolean isV6() {
    return self.settings.v6();
  }

  /** Its id now. */
  public NodeId id() {
    return self.id();
  }

  /** Whether it knows its neighbourhood, and somebody in each part of the id space. */
  public boolean hasJoined() {
    return upkeep.hasJoined();
  }

  /** How many nodes there are, as far as it can tell. */
  public OptionalDouble networkSize() {
    return self.size.estimate();
  }

  /** Where others see this node, if enough agree. */
  public Optional<java.net.InetAddress> seenAs() {
    return self.vote.elected();
  }

  /** Entries that it keeps for others: peers and items. */
  public int kept() {
    return self.peers.size() + self.items.size();
  }
}
