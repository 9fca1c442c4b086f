package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.DisjointLookup;
import dev.shoal.kademlia.Lookup;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import dev.shoal.net.Nearness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One lookup at work: asks what its paths want asked, and tells them what comes back. */
final class Search {
  /** Nodes of one answer that are looked at; BEP 5 says 8, and 16 hurt nobody. */
  private static final int MAX_NAMED = 16;

  /** Contacts of the own table that it may begin with: many, as half of them may have gone. */
  private static final int FIRST = 32;

  private final Self self;
  private final Calls calls;
  private final DisjointLookup lookup;
  private final Question question;
  private final SearchListener listener;
  private final Map<NodeId, Contact> namedBy = new HashMap<>(); // asked, never walked
  private final Map<NodeId, byte[]> tokens = new HashMap<>(); // asked, never walked
  private final NodeId target;
  private boolean begun;
  private boolean widened;
  private int neighbours; // that are asked for theirs
  private boolean over;

  Search(
      Self self, Calls calls, DisjointLookup lookup, Question question, SearchListener listener) {
    this.self = self;
    this.calls = calls;
    this.lookup = lookup;
    this.question = question;
    this.listener = listener;
    this.target = lookup.target();
  }

  /** Begins as soon as anybody is known; whether it has. */
  boolean begin(long nanos) {
    List<Contact> known = self.table().closest(target, FIRST * lookup.paths());
    if (!begun && !known.isEmpty()) {
      begun = true;
      lookup.heard(known);
      go(nanos);
    }
    return begun;
  }

  boolean isOver() {
    return over;
  }

  /** Nobody waits for it any more. */
  void cancel() {
    over = true;
  }

  private void go(long nanos) {
    while (!over) {
      Optional<DisjointLookup.Question> next = lookup.next();
      if (next.isEmpty()) {
        break;
      }
      ask(next.get(), nanos);
    }
    if (over || neighbours > 0 || !lookup.done()) {
      return;
    }
    if (!widened && lookup.holes() > self.settings.tuning().k() / 2) {
      widened = true;
      widen(nanos);
    } else {
      over = true;
      int k = self.settings.tuning().k();
      self.size.learn(target, lookup.found(k));
      List<Contact> found = lookup.found(lookup.paths() == 1 ? k : k + k / 2);
      listener.done(
          found.stream()
              .map(node ->
                  new SearchListener.Found(node, tokens.getOrDefault(node.id(), new byte[0])))
              .toList());
    }
  }

  /**
   * Most of the closest are gone, and whoever is left names those, as it does not know yet: what is
   * behind them is seen by asking each for its own neighbours.
   */
  private void widen(long nanos) {
    List<Contact> left = lookup.found(2 * self.settings.tuning().k());
    neighbours = left.size();
    for (Contact contact : left) {
      calls.ask(
          contact,
          new Question.FindNode(contact.id(), Want.UNSAID),
          new Calls.Listener() {
            @Override
            public void answered(Answer answer, Contact by, long roundTripNanos) {
              lookup.heard(credible(answer.nodes(), by));
              came();
            }

            @Override
            public void failed() {
              came();
            }

            private void came() {
              neighbours--;
              go(calls.now());
            }
          },
          nanos);
    }
    if (left.isEmpty()) {
      go(nanos);
    }
  }

  private void ask(DisjointLookup.Question next, long nanos) {
    Contact contact = next.contact();
    Lookup path = lookup.path(next);
    calls.ask(
        contact,
        question,
        new Calls.Listener() {
          @Override
          public void answered(Answer answer, Contact by, long roundTripNanos) {
            tokens.put(by.id(), answer.token());
            path.answered(contact, credible(answer.nodes(), by));
            if (!over) {
              listener.answered(
                  by, Optional.ofNullable(namedBy.get(by.id())), answer, roundTripNanos);
            }
            go(calls.now());
          }

          @Override
          public void slow() {
            path.slow(contact);
            go(calls.now());
          }

          @Override
          public boolean isWorthAnother() {
            return path.isWorthAnother(contact);
          }

          @Override
          public void failed() {
            path.silent(contact);
            if (!over) {
              listener.silent(contact);
            }
            go(calls.now());
          }
        },
        nanos);
  }

  /**
   * Those that may be asked: of this family, not this node, and nothing nearer than who says so.
   */
  private List<Contact> credible(List<Contact> named, Contact by) {
    Nearness near = Nearness.of(by.locator().address());
    List<Contact> some =
        named.stream()
            .filter(node -> DhtCore.isV6(node.locator()) == self.settings.v6())
            .filter(node -> !node.id().equals(self.id()))
            .filter(node -> near.mayName(node.locator().address()))
            .limit(MAX_NAMED)
            .toList();
    for (Contact node : some) {
      namedBy.putIfAbsent(node.id(), by);
      calls.named(node, by);
    }
    return some;
  }
}
