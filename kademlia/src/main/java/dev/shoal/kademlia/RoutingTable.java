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
 *
 * <p>All contacts are in one array, bucket after bucket, from the farthest to the nearest, with
 * what is known of each beside it: a simulation holds a million of these tables. What is searched
 * for is beside them as well (magnitudes, a byte each of ids and networks), as the contacts
 * themselves lie all over the memory.
 */
public final class RoutingTable {
  /** Unanswered questions after which a contact makes room for one that waits. */
  private static final int DOUBTFUL = 2;

  /** Unanswered questions after which it goes in any case. */
  private static final int GONE = 5;

  /** How soon a contact that was to be asked is asked again if nothing is heard. */
  private static final int AGAIN = ticks(60);

  /** If nobody at all answered for this long, it is not the contacts that are away. */
  private static final int OFFLINE = ticks(60);

  private static final int GROWTH = 8; // no more: in a million tables, what is spare counts

  /** Times are kept in ticks of 2^30 ns, a little more than a second: no clock breaks them. */
  private static final int TICK_BITS = 30;

  private final NodeId centre;
  private final Tuning tuning;
  private final Predicate<Contact> credible;
  private Contact[] contacts = new Contact[GROWTH];
  private int[] due = new int[GROWTH]; // the tick at which to ask whether it is alive
  private byte[] failures = new byte[GROWTH];
  private short[] magnitudes = new short[GROWTH]; // from the centre
  private byte[] prints = new byte[GROWTH]; // one byte of the id
  private byte[] networks = new byte[GROWTH]; // one byte of the network
  private int size;
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
    if (there >= 0 && contacts[there].locator().equals(contact.locator())) {
      alive(there);
      return Change.KEPT;
    }
    if (contact.id().equals(centre) || (there >= 0 && failures[there] == 0)) {
      return Change.REFUSED; // who was there first keeps the id
    }
    if (there >= 0) {
      remove(there);
    }
    removeAt(contact); // it has another id now
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
    if (failures[out] >= DOUBTFUL) {
      remove(out);
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
    byte network = network(contact);
    for (int i = 0; i < size; i++) {
      if (networks[i] == network) {
        InetAddress there = contacts[i].locator().address();
        if (Diversity.sameNetwork(there, own)) {
          table++;
          bucket += magnitudes[i] == magnitude ? 1 : 0;
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
    int end = nested ? begin(bucket - 1) : size;
    int closer = size - end; // of lesser magnitudes
    for (int i = nested ? begin(bucket) : 0; i < end && closer < tuning.k(); i++) {
      closer += isCloser(centre, contacts[i], contact) ? 1 : 0;
    }
    return closer < tuning.k();
  }

  private boolean isCloser(NodeId target, Contact one, Contact other) {
    return tuning.metric().compare(target, one.id(), other.id()) < 0;
  }

  private int mostDoubtful(int from, int end) {
    int most = from;
    for (int i = from + 1; i < end; i++) {
      most = failures[i] > failures[most] ? i : most;
    }
    return most;
  }

  /** The farthest of those that match; -1 if there is none. */
  private int farthest(int from, int end, Predicate<Contact> match) {
    int farthest = -1;
    for (int i = from; i < end; i++) {
      if (match.test(contacts[i])
          && (farthest < 0 || isCloser(centre, contacts[farthest], contacts[i]))) {
        farthest = i;
      }
    }
    return farthest;
  }

  private void displace(int index) {
    await(contacts[index]);
    remove(index);
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
    if (there < 0 || offline || !contacts[there].locator().equals(contact.locator())) {
      return;
    }
    failures[there]++;
    int bucket = magnitude(contact);
    Optional<Contact> next =
        waiting.reversed().stream().filter(other -> magnitude(other) == bucket).findFirst();
    if (failures[there] >= DOUBTFUL && next.isPresent()) {
      remove(there);
      waiting.remove(next.get());
      if (add(next.get()) == Change.ADDED) {
        due[indexOf(next.get().id())] = tick(nanos); // it answered long ago
      }
    } else if (failures[there] >= GONE) {
      remove(there);
    }
  }

  /** The contacts closest to a target that answered when they were last asked, closest first. */
  public List<Contact> closest(NodeId target, int count) {
    List<Contact> best = new ArrayList<>(count + 1);
    if (!tuning.metric().isNested()) {
      consider(0, size, target, count, best);
      return best;
    }
    // its own bucket is nearer than those nearer to the centre, which are nearer than the others
    int magnitude = tuning.metric().magnitude(centre, target);
    int end = begin(magnitude - 1);
    int from = begin(magnitude);
    consider(from, end, target, count, best);
    if (best.size() < count) {
      consider(end, size, target, count, best);
    }
    while (best.size() < count && from > 0) {
      end = from;
      from = begin(magnitudes[end - 1]);
      consider(from, end, target, count, best);
    }
    return best;
  }

  private void consider(int from, int end, NodeId target, int count, List<Contact> best) {
    for (int i = from; i < end; i++) {
      int place = best.size();
      while (place > 0 && isCloser(target, contacts[i], best.get(place - 1))) {
        place--;
      }
      if (failures[i] == 0 && place < count) {
        best.add(place, contacts[i]);
        if (best.size() > count) {
          best.removeLast();
        }
      }
    }
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
    if (first < 0 || due[first] - now > 0) {
      return Optional.empty();
    }
    due[first] = now + AGAIN;
    int bucket = magnitudes[first];
    boolean room = begin(bucket - 1) - begin(bucket) < tuning.k();
    return Optional.of(
        new Check(contacts[first], room ? OptionalInt.of(bucket) : OptionalInt.empty()));
  }

  /** How long until the next one is to be asked, 0 if at once; empty if nobody is known. */
  public OptionalLong untilAsk(long nanos) {
    int first = firstDue();
    if (first < 0) {
      return OptionalLong.empty();
    }
    long within = nanos & ((1L << TICK_BITS) - 1);
    return OptionalLong.of(Math.max(0, ((long) (due[first] - tick(nanos)) << TICK_BITS) - within));
  }

  private int firstDue() {
    int first = size == 0 ? -1 : 0;
    for (int i = 1; i < size; i++) {
      first = due[i] - due[first] < 0 ? i : first;
    }
    return first;
  }

  /**
   * The magnitudes whose buckets have room, from the farthest to that of the nearest contact: who
   * has just come looks into each (Maymounkov and Mazières 2002, section 2.3).
   */
  public int[] withRoom() {
    int nearest = size == 0 ? 1 : magnitudes[size - 1];
    return IntStream.iterate(centre.length() * Byte.SIZE, bucket -> bucket - 1)
        .takeWhile(bucket -> bucket >= nearest && size > 0)
        .filter(bucket -> begin(bucket - 1) - begin(bucket) < tuning.k())
        .toArray();
  }

  /** An id in the bucket of this magnitude, to be looked up so that the bucket is filled. */
  public NodeId targetIn(int magnitude, RandomGenerator random) {
    return tuning.metric().at(centre, magnitude, random);
  }

  /** How many contacts it holds; those that wait are not among them. */
  public int size() {
    return size;
  }

  /** Whether exactly this contact is in it. */
  public boolean contains(Contact contact) {
    int there = indexOf(contact.id());
    return there >= 0 && contacts[there].locator().equals(contact.locator());
  }

  /** The id it is around. */
  public NodeId centre() {
    return centre;
  }

  /** All contacts, from the farthest bucket to the nearest. */
  public List<Contact> contacts() {
    return List.of(Arrays.copyOf(contacts, size));
  }

  private void alive(int index) {
    failures[index] = 0;
    due[index] = answeredAt + ticks(tuning.freshSeconds());
  }

  private int magnitude(Contact contact) {
    return tuning.metric().magnitude(centre, contact.id());
  }

  /** Where the bucket of this magnitude begins, or would. */
  private int begin(int magnitude) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (magnitudes[middle] > magnitude) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int indexOf(NodeId id) {
    int bucket = tuning.metric().magnitude(centre, id);
    byte print = print(id);
    int end = begin(bucket - 1);
    for (int i = begin(bucket); i < end; i++) {
      if (prints[i] == print && contacts[i].id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private void removeAt(Contact contact) {
    byte network = network(contact);
    for (int i = 0; i < size; i++) {
      if (networks[i] == network && contacts[i].locator().equals(contact.locator())) {
        remove(i);
        return;
      }
    }
  }

  private void insert(int index, Contact contact) {
    if (size == contacts.length) {
      int more = size + GROWTH;
      contacts = Arrays.copyOf(contacts, more);
      due = Arrays.copyOf(due, more);
      failures = Arrays.copyOf(failures, more);
      magnitudes = Arrays.copyOf(magnitudes, more);
      prints = Arrays.copyOf(prints, more);
      networks = Arrays.copyOf(networks, more);
    }
    move(index, index + 1);
    contacts[index] = contact;
    magnitudes[index] = (short) magnitude(contact);
    prints[index] = print(contact.id());
    networks[index] = network(contact);
    size++;
    alive(index);
  }

  private void remove(int index) {
    move(index + 1, index);
    size--;
  }

  private void move(int from, int to) {
    System.arraycopy(contacts, from, contacts, to, size - from);
    System.arraycopy(due, from, due, to, size - from);
    System.arraycopy(failures, from, failures, to, size - from);
    System.arraycopy(magnitudes, from, magnitudes, to, size - from);
    System.arraycopy(prints, from, prints, to, size - from);
    System.arraycopy(networks, from, networks, to, size - from);
  }

  private static byte print(NodeId id) {
    return (byte) id.at(id.length() - 1);
  }

  private static byte network(Contact contact) {
    return (byte) Diversity.network(contact.locator().address());
  }

  private static int tick(long nanos) {
    return (int) (nanos >>> TICK_BITS);
  }

  private static int ticks(int seconds) {
    return (int) ((seconds * 1_000_000_000L) >>> TICK_BITS);
  }
}
