package dev.shoal.bittorrent.session;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.CandidatePool;
import dev.shoal.discovery.DialBudget;
import dev.shoal.host.Encryption;
import dev.shoal.host.Host;
import dev.shoal.host.Timers;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Dials the candidates of one swarm, as its pool and the node's budget allow. */
final class Dialling implements AutoCloseable {
  private static final long AGAIN_NANOS = 50_000_000; // the budget is used up: when to look again
  private static final long FULL_NANOS = 2_000_000_000L; // all connections are taken

  private final Clock clock;
  private final DialBudget budget;
  private final CandidatePool pool; // guarded by itself
  private final Encryption policy;
  private final Set<Locator.Ip> encrypted = new HashSet<>(); // under PREFER; guarded by the pool
  private final BooleanSupplier room;
  private final Consumer<Candidate> dial;
  private final Timers.Timer timer;

  /**
   * Dials nobody yet.
   *
   * @param room whether the swarm can take one more connection
   * @param dial makes the connection, on a virtual thread, until it ends; then calls {@link #ended}
   */
  Dialling(Host host, CandidatePool pool, BooleanSupplier room, Consumer<Candidate> dial) {
    this.clock = host.clock();
    this.budget = host.discovery().budget();
    this.policy = host.limits().encryption();
    this.pool = pool;
    this.room = room;
    this.dial = dial;
    this.timer = host.timers().timer(this::look);
  }

  void found(List<Candidate> candidates) {
    synchronized (pool) {
      candidates.forEach(candidate -> pool.add(candidate, clock.nanos()));
    }
    timer.at(clock.nanos());
  }

  /** The peer at an address named these (BEP 11). */
  void named(InetAddress by, List<Locator.Ip> peers) {
    synchronized (pool) {
      peers.forEach(peer -> pool.addNamed(peer, by, clock.nanos()));
    }
    timer.at(clock.nanos());
  }

  private void look() {
    while (true) {
      long nanos = clock.nanos();
      Candidate next;
      synchronized (pool) {
        Optional<Candidate> due = pool.next(nanos);
        if (due.isEmpty()) {
          timer.at(pool.nextDue());
          return;
        }
        next = due.get();
        boolean full = !room.getAsBoolean();
        if (full || !budget.tryDial(next.locator(), nanos)) {
          pool.putBack(next.locator());
          timer.at(nanos + (full ? FULL_NANOS : AGAIN_NANOS));
          return;
        }
      }
      Thread.ofVirtual().name("peer " + next.locator()).start(() -> dial.accept(next));
    }
  }

  /** The attempt to connect is over, well or not. */
  void attempted(Locator.Ip locator) {
    budget.done(locator);
  }

  /** Whether to speak encrypted to this one. */
  boolean encrypts(Locator.Ip locator) {
    synchronized (pool) {
      return policy == Encryption.REQUIRE || encrypted.contains(locator);
    }
  }

  /**
   * It was spoken to and said nothing: if the person allows, it is spoken to the other way at once,
   * and that way first from then on. Whether that is so.
   */
  boolean unanswered(Locator.Ip locator) {
    synchronized (pool) {
      boolean other =
          policy == Encryption.PREFER
              && encrypted.size() < CandidatePool.MAX_CANDIDATES
              && encrypted.add(locator);
      if (other) {
        pool.putBack(locator);
        timer.at(clock.nanos());
      } else {
        encrypted.remove(locator);
        failed(locator);
      }
      return other;
    }
  }

  void connected(Locator.Ip locator) {
    synchronized (pool) {
      pool.connected(locator);
    }
  }

  /** Whether somebody named it who may do so. */
  boolean knows(Locator.Ip locator) {
    synchronized (pool) {
      return pool.knows(locator);
    }
  }

  void failed(Locator.Ip locator) {
    synchronized (pool) {
      pool.failed(locator, clock.nanos());
      timer.at(pool.nextDue());
    }
  }

  void ended(Locator.Ip locator) {
    synchronized (pool) {
      pool.left(locator, clock.nanos());
      timer.at(pool.nextDue());
    }
  }

  void forget(Locator.Ip locator) {
    synchronized (pool) {
      pool.forget(locator);
    }
  }

  /** This node as others see it. */
  void own(Locator.Ip node) {
    synchronized (pool) {
      pool.own(node);
    }
  }

  void restrict() {
    synchronized (pool) {
      pool.restrict();
    }
  }

  int waiting() {
    synchronized (pool) {
      return pool.waiting();
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
