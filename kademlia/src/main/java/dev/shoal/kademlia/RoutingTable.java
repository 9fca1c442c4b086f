package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The contacts that a node knows, more of them the closer they are to its centre, which is its own
 * id or any other. Only contacts that answered a question of ours are taken in: what others say of
 * them is no proof. Pure; a single thread uses it.
 *
 * <p>A bucket holds k contacts at distances of one magnitude. An old contact that answers keeps its
 * place, as it is the likeliest to stay; who finds the bucket full waits in a cache. The k contacts
 * closest to the centre are always held (Maymounkov and Mazières 2002, sections 2.4 and 4.2).
 */
public final class RoutingTable {
  /** Unanswered questions after which a contact makes room for one that waits. */
  private static final int DOUBTFUL = 2;

  /** Unanswered questions after which it goes in any case. */
  private static final int GONE = 5;

  /** How soon a contact that was to be asked is asked again if nothing is heard. */
  private static final int AGAIN = ticks(60);

  /**
   * How soon a new contact is asked again: who is behind a router that lets nobody in answers as
   * long as that router remembers its own question, and then nobody. Until it has answered that, it
   * goes as soon as it is doubtful.
   */
  private static final int YOUNG = ticks(90);

  /** If nobody at all answered for this long, it is not the contacts that are away. */
  private static final int OFFLINE = ticks(60);

  /** Times are kept in ticks of 2^30 ns, a little more than a second: no clock breaks them. */
  private static final int TICK_BITS = 30;

  private final NodeId centre;
  private final Tuning tuning;
  private final Predicate<Contact> credible;
  private final Rows rows = new Rows();
  private final List<Contact> waiting = new ArrayList<>(0); // the replacement cache, oldest first
  private int answeredAt; // means nothing as long as nobody is here

  /** A table that knows nobody. */
  public RoutingTable(NodeId centre, Tuning tuning) {
    this(centre, tuning, contact -> true);
  }

  /**
   * A table that knows nobody.
   *
   * @param credible whether an id is one that its owner could not choose (such as by BEP 42); those
   *     make room for no others, and others do for them
   */
  public RoutingTable(NodeId centre, Tuning tuning, Predicate<Contact> credible) {
    this.centre = centre;
    this.tuning = tuning;
    this.credible = credible;
  }

  /** What became of a contact that answered. */
  public enum Change {
    /** It is in the table from now on. */
    ADDED,
    /** It was there already. */
    KEPT,
    /** Its bucket is full of others that answer. */
    WAITING,
    /** There are too many of its network, or another has its id. */
    REFUSED
  }

  /** A contact answered a question of ours. */
  public Change answered(Contact contact, long nanos) {
    answeredAt = tick(nanos);
    int there = indexOf(contact.id());
    if (there >= 0 && rows.contacts[there].locator().equals(contact.locator())) {
      alive(there);
      return Change.KEPT;
    }
    if (contact.id().equals(centre) || (there >= 0 && rows.failures[there] == 0)) {
      return Change.REFUSED; // who was there first keeps the id
    }
    if (there >= 0) {
      rows.remove(there);
    }
    int here = rows.indexAt(contact);
    if (here >= 0) {
      rows.remove(here); // it has another id now
    }
    return add(contact);
  }

  private Change add(Contact contact) {
    if (!isDiverse(contact)) {
      return Change.REFUSED;
    }
    int bucket = magnitude(contact);
    int from = begin(bucket);
    int end = begin(bucket - 1);
    if (end - from < tuning.k()) {
      insert(end, contact);
      return Change.ADDED;
    }
    int out = mostDoubtful(from, end);
    if (rows.failures[out] >= DOUBTFUL) {
      rows.remove(out);
    } else if (isNeighbour(contact)) {
      displace(farthest(from, end, other -> true));
    } else if (credible.test(contact) && farthest(from, end, credible.negate()) >= 0) {
      displace(farthest(from, end, credible.negate()));
    } else {
      await(contact);
      return Change.WAITING;
    }
    insert(end - 1, contact);
    return Change.ADDED;
  }

  private boolean isDiverse(Contact contact) {
    int address = 0;
    int bucket = 0;
    int table = 0;
    int magnitude = magnitude(contact);
    InetAddress own = contact.locator().address();
    byte network = Rows.network(contact);
    for (int i = 0; i < rows.size; i++) {
      if (rows.networks[i] == network) {
        InetAddress there = rows.contacts[i].locator().address();
        if (Diversity.sameNetwork(there, own)) {
          table++;
          bucket += rows.magnitudes[i] == magnitude ? 1 : 0;
          address += there.equals(own) ? 1 : 0;
        }
      }
    }
    Diversity most = tuning.diversity();
    return address < most.address() && bucket < most.bucket() && table < most.table();
  }

  /** Whether there would be room for one that is not here, if it answered. */
  public boolean wants(Contact contact) {
    int bucket = magnitude(contact);
    return bucket > 0
        && indexOf(contact.id()) < 0
        && (begin(bucket - 1) - begin(bucket) < tuning.k() || isNeighbour(contact))
        && isDiverse(contact);
  }

  /** Whether it is closer to the centre than the k-th closest of the table. */
  public boolean isNeighbour(Contact contact) {
    boolean nested = tuning.metric().isNested();
    int bucket = nested ? magnitude(contact) : 0;
    int end = nested ? begin(bucket - 1) : rows.size;
    int closer = rows.size - end; // of lesser magnitudes
    for (int i = nested ? begin(bucket) : 0; i < end && closer < tuning.k(); i++) {
      closer += isCloser(centre, rows.contacts[i], contact) ? 1 : 0;
    }
    return closer < tuning.k();
  }

  private boolean isCloser(NodeId target, Contact one, Contact other) {
    return tuning.metric().compare(target, one.id(), other.id()) < 0;
  }

  private int mostDoubtful(int from, int end) {
    int most = from;
    for (int i = from + 1; i < end; i++) {
      most = rows.failures[i] > rows.failures[most] ? i : most;
    }
    return most;
  }

  /** The farthest of those that match; -1 if there is none. */
  private int farthest(int from, int end, Predicate<Contact> match) {
    int farthest = -1;
    for (int i = from; i < end; i++) {
      if (match.test(rows.contacts[i])
          && (farthest < 0 || isCloser(centre, rows.contacts[farthest], rows.contacts[i]))) {
        farthest = i;
      }
    }
    return farthest;
  }

  private void displace(int index) {
    await(rows.contacts[index]);
    rows.remove(index);
  }

  /** The last k of a bucket that had to wait are remembered, the newest of them last. */
  private void await(Contact contact) {
    waiting.removeIf(other -> other.id().equals(contact.id()));
    List<Contact> same =
        waiting.stream().filter(other -> magnitude(other) == magnitude(contact)).toList();
    if (same.size() >= tuning.k()) {
      waiting.remove(same.getFirst());
    }
    waiting.add(contact);
  }

  /** A contact did not answer a question of ours. */
  public void failed(Contact contact, long nanos) {
    int there = indexOf(contact.id());
    boolean offline = tick(nanos) - answeredAt >= OFFLINE;
    if (there < 0 || offline || !rows.contacts[there].locator().equals(contact.locator())) {
      return;
    }
    rows.failures[there]++;
    boolean proven = rows.standing[there] == Rows.PROVEN;
    int bucket = magnitude(contact);
    Optional<Contact> next =
        waiting.reversed().stream().filter(other -> magnitude(other) == bucket).findFirst();
    if (rows.failures[there] >= DOUBTFUL && next.isPresent()) {
      rows.remove(there);
      waiting.remove(next.get());
      if (add(next.get()) == Change.ADDED) {
        rows.due[indexOf(next.get().id())] = tick(nanos); // it answered long ago
      }
    } else if (rows.failures[there] >= (proven ? GONE : DOUBTFUL)) {
      rows.remove(there);
    }
  }

  /** The contacts closest to a target that answered when they were last asked, closest first. */
  public List<Contact> closest(NodeId target, int count) {
    return new Closest(rows, tuning, target, count).from(centre);
  }

  /**
   * A contact that is to be asked whether it is still there.
   *
   * @param roomAt if its bucket has room: its magnitude, of which others may be asked for at once
   */
  public record Check(Contact contact, OptionalInt roomAt) {}

  /** Who is to be asked whether it is still there, if it is time; each once a minute at most. */
  public Optional<Check> toAsk(long nanos) {
    int first = firstDue();
    int now = tick(nanos);
    if (first < 0 || rows.due[first] - now > 0) {
      return Optional.empty();
    }
    rows.due[first] = now + AGAIN;
    rows.standing[first] = (byte) Math.max(rows.standing[first], Rows.TESTED);
    int bucket = rows.magnitudes[first];
    boolean room = begin(bucket - 1) - begin(bucket) < tuning.k();
    return Optional.of(
        new Check(rows.contacts[first], room ? OptionalInt.of(bucket) : OptionalInt.empty()));
  }

  /** How long until the next one is to be asked, 0 if at once; empty if nobody is known. */
  public OptionalLong untilAsk(long nanos) {
    int first = firstDue();
    if (first < 0) {
      return OptionalLong.empty();
    }
    long within = nanos & ((1L << TICK_BITS) - 1);
    return OptionalLong.of(
        Math.max(0, ((long) (rows.due[first] - tick(nanos)) << TICK_BITS) - within));
  }

  private int firstDue() {
    int first = rows.size == 0 ? -1 : 0;
    for (int i = 1; i < rows.size; i++) {
      first = rows.due[i] - rows.due[first] < 0 ? i : first;
    }
    return first;
  }

  /**
   * The magnitudes whose buckets have room, from the farthest to that of the nearest contact: who
   * has just come looks into each (Maymounkov and Mazières 2002, section 2.3).
   */
  public int[] withRoom() {
    int nearest = rows.size == 0 ? 1 : rows.magnitudes[rows.size - 1];
    return IntStream.iterate(centre.length() * Byte.SIZE, bucket -> bucket - 1)
        .takeWhile(bucket -> bucket >= nearest && rows.size > 0)
        .filter(bucket -> begin(bucket - 1) - begin(bucket) < tuning.k())
        .toArray();
  }

  /** An id in the bucket of this magnitude, to be looked up so that the bucket is filled. */
  public NodeId targetIn(int magnitude, RandomGenerator random) {
    return tuning.metric().at(centre, magnitude, random);
  }

  /** How many contacts it holds; those that wait are not among them. */
  public int size() {
    return rows.size;
  }

  /** Whether exactly this contact is in it. */
  public boolean contains(Contact contact) {
    int there = indexOf(contact.id());
    return there >= 0 && rows.contacts[there].locator().equals(contact.locator());
  }

  /** The id it is around. */
  public NodeId centre() {
    return centre;
  }

  /** All contacts, from the farthest bucket to the nearest. */
  public List<Contact> contacts() {
    return List.of(Arrays.copyOf(rows.contacts, rows.size));
  }

  private void alive(int index) {
    rows.failures[index] = 0;
    if (rows.standing[index] != Rows.NEW) {
      rows.standing[index] = Rows.PROVEN;
      rows.due[index] = answeredAt + ticks(tuning.freshSeconds());
    }
  }

  /** A contact is known to be there, and reached by all: for networks that begin in the middle. */
  public void resume(Contact contact, long nanos) {
    Change change = answered(contact, nanos);
    if (change == Change.ADDED) {
      int there = indexOf(contact.id());
      rows.standing[there] = Rows.TESTED;
      alive(there);
    }
  }

  private int magnitude(Contact contact) {
    return tuning.metric().magnitude(centre, contact.id());
  }

  private int begin(int magnitude) {
    return rows.begin(magnitude);
  }

  private int indexOf(NodeId id) {
    return rows.indexOf(id, tuning.metric().magnitude(centre, id));
  }

  private void insert(int index, Contact contact) {
    rows.insert(index, contact, magnitude(contact));
    rows.due[index] = answeredAt + Math.min(YOUNG, ticks(tuning.freshSeconds()));
  }

  private static int tick(long nanos) {
    return (int) (nanos >>> TICK_BITS);
  }

  private static int ticks(int seconds) {
    return (int) ((seconds * 1_000_000_000L) >>> TICK_BITS);
  }
}
