package dev.shoal.discovery;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The candidates of one swarm: no duplicates, an order, back-off after failures. Pure: time is an
 * argument, and one thread at a time uses it.
 */
public final class CandidatePool {
  /** The most that are remembered; a stranger must not grow it further. */
  public static final int MAX_CANDIDATES = 3000;

  /** Of those, that one peer may have named (BEP 11): a liar must not crowd out all the others. */
  public static final int MAX_NAMED_BY_ONE = 200;

  /** After this many failures in a row a candidate that the person did not name is forgotten. */
  public static final int MAX_FAILURES = 5;

  private static final long FIRST_BACKOFF_NANOS = 2_000_000_000L;
  private static final long MAX_BACKOFF_NANOS = 600_000_000_000L;
  private static final long REDIAL_NANOS = 20_000_000_000L; // after a connection that ended

  /** The person waits for this one, which may have to be started first; it is one address. */
  private static final long MAX_PERSON_BACKOFF_NANOS = REDIAL_NANOS;

  private enum State {
    WAITING,
    DIALLING,
    CONNECTED
  }

  private static final class Entry {
    final Locator.Ip locator;
    final long rank;
    Candidate.Origin origin;
    Optional<InetAddress> namedBy;
    State state = State.WAITING;
    int failures;
    long notBefore;

    Entry(Candidate candidate, Optional<InetAddress> namedBy, long rank, long nanos) {
      this.locator = candidate.locator();
      this.origin = candidate.origin();
      this.namedBy = namedBy;
      this.rank = rank;
      this.notBefore = nanos;
    }
  }

  /** Due first; of those due at once the most trusted origin, then by BEP 40 or chance. */
  private static final Comparator<Entry> DUE =
      ((Comparator<Entry>) (a, b) -> Long.signum(a.notBefore - b.notBefore))
          .thenComparing(e -> e.origin)
          .thenComparingLong(e -> e.rank)
          .thenComparing(e -> e.locator);

  /** The least trusted last, of those the one that is due last. */
  private static final Comparator<Entry> TRUST =
      Comparator.comparing((Entry e) -> e.origin).thenComparing(DUE);

  private boolean privateSwarm;
  private Optional<Locator.Ip> own = Optional.empty();
  private final RandomGenerator random;
  private final Map<Locator.Ip, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> waiting = new TreeSet<>(DUE);
  private final Map<InetAddress, Integer> named = new HashMap<>(); // how many, by whom

  /**
   * An empty pool.
   *
   * @param privateSwarm whether only trackers and the person may name peers (BEP 27)
   */
  public CandidatePool(boolean privateSwarm, RandomGenerator random) {
    this.privateSwarm = privateSwarm;
    this.random = random;
  }

  /**
   * The swarm turned out to be private: those whom nobody may name are forgotten, connected or not.
   */
  public void restrict() {
    privateSwarm = true;
    List.copyOf(entries.values()).stream()
        .filter(entry -> !entry.origin.forPrivate())
        .forEach(this::remove);
  }

  /**
   * Remembers a candidate. One that is unwanted changes nothing, nor does one beyond the limit,
   * unless a less trusted one can make room; one that is known is trusted as the best who named it.
   */
  public void add(Candidate candidate, long nanos) {
    add(candidate, Optional.empty(), nanos);
  }

  /**
   * Remembers one whom a peer named (BEP 11), unless that peer named too many.
   *
   * @param by where that peer is
   */
  public void addNamed(Locator.Ip locator, InetAddress by, long nanos) {
    if (named.getOrDefault(by, 0) < MAX_NAMED_BY_ONE) {
      add(new Candidate(locator, Candidate.Origin.EXCHANGE), Optional.of(by), nanos);
    }
  }

  private void add(Candidate candidate, Optional<InetAddress> by, long nanos) {
    Candidate.Origin origin = candidate.origin();
    if (origin == Candidate.Origin.INCOMING
        || (privateSwarm && !origin.forPrivate())
        || candidate.locator().port() == 0) {
      return;
    }
    Entry known = entries.get(candidate.locator());
    if (known != null) {
      trust(known, origin);
    } else if (entries.size() < MAX_CANDIDATES || makeRoom(origin)) {
      Entry entry = new Entry(candidate, by, rank(candidate.locator()), nanos);
      entries.put(entry.locator, entry);
      waiting.add(entry);
      by.ifPresent(peer -> named.merge(peer, 1, Integer::sum));
    }
  }

  private void trust(Entry known, Candidate.Origin origin) {
    if (origin.compareTo(known.origin) < 0) {
      boolean waits = waiting.remove(known);
      forgetNamer(known);
      known.origin = origin;
      if (waits) {
        waiting.add(known);
      }
    }
  }

  private boolean makeRoom(Candidate.Origin origin) {
    if (origin == Candidate.Origin.EXCHANGE) {
      return false; // nobody is trusted less, and peers name many
    }
    Optional<Entry> least =
        waiting.stream().max(TRUST).filter(entry -> entry.origin.compareTo(origin) > 0);
    least.ifPresent(this::remove);
    return least.isPresent();
  }

  private void remove(Entry entry) {
    entries.remove(entry.locator);
    waiting.remove(entry);
    forgetNamer(entry);
  }

  private void forgetNamer(Entry entry) {
    entry.namedBy.ifPresent(by -> named.computeIfPresent(by, (it, n) -> n == 1 ? null : n - 1));
    entry.namedBy = Optional.empty();
  }

  /** The highest priority comes first; by chance while this node's address is not known. */
  private long rank(Locator.Ip locator) {
    return own.map(node -> -CanonicalPriority.of(node, locator)).orElseGet(random::nextLong);
  }

  /** This node's own address and port, as others see it. */
  public void own(Locator.Ip node) {
    own = Optional.of(node);
  }

  /** The one to dial now, if any is due; {@link #connected} or {@link #failed} must follow. */
  public Optional<Candidate> next(long nanos) {
    if (waiting.isEmpty() || waiting.first().notBefore - nanos > 0) {
      return Optional.empty();
    }
    Entry entry = waiting.removeFirst();
    entry.state = State.DIALLING;
    return Optional.of(new Candidate(entry.locator, entry.origin));
  }

  /** The budget did not allow to dial it: it is due again at once. */
  public void putBack(Locator.Ip locator) {
    Entry entry = entries.get(locator);
    if (entry != null && entry.state == State.DIALLING) {
      entry.state = State.WAITING;
      waiting.add(entry);
    }
  }

  /** When the next one is due; MAX_VALUE if none is waiting. */
  public long nextDue() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().notBefore;
  }

  /** It answered. */
  public void connected(Locator.Ip locator) {
    Entry entry = entries.get(locator);
    if (entry != null) {
      waiting.remove(entry);
      entry.state = State.CONNECTED;
      entry.failures = 0;
    }
  }

  /** Whether somebody who may do so has named it, and it was not forgotten since. */
  public boolean knows(Locator.Ip locator) {
    return entries.containsKey(locator);
  }

  /** The connection to it ended. */
  public void left(Locator.Ip locator, long nanos) {
    Entry entry = entries.get(locator);
    if (entry != null && entry.state == State.CONNECTED) {
      await(entry, nanos + REDIAL_NANOS);
    }
  }

  /** It did not answer, or not as it should. */
  public void failed(Locator.Ip locator, long nanos) {
    Entry entry = entries.get(locator);
    if (entry == null || entry.state == State.WAITING) {
      return;
    }
    entry.failures++;
    if (entry.failures >= MAX_FAILURES && entry.origin != Candidate.Origin.PERSON) {
      remove(entry);
      return;
    }
    int doublings = Math.min(entry.failures - 1, 16);
    long most =
        entry.origin == Candidate.Origin.PERSON ? MAX_PERSON_BACKOFF_NANOS : MAX_BACKOFF_NANOS;
    await(entry, nanos + Math.min(most, FIRST_BACKOFF_NANOS << doublings));
  }

  /** Forgets it: it is ourselves, or was banned. */
  public void forget(Locator.Ip locator) {
    Entry entry = entries.get(locator);
    if (entry != null) {
      remove(entry);
    }
  }

  /** How many are known and not connected. */
  public int waiting() {
    return waiting.size();
  }

  private void await(Entry entry, long until) {
    entry.state = State.WAITING;
    entry.notBefore = until;
    waiting.add(entry);
  }
}
