package dev.shoal.tracker.core;

import dev.shoal.base.Endpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The peers of a swarm with addresses of one family, in one array: first the seeds, then the
 * leechers. What is asked for by chance is then a stretch of it.
 *
 * <p>An IPv4 peer is one {@code long}: address 32 bits, port 16, when it was last heard of 13, and
 * three {@link Flag}s. An IPv6 peer is three, its address before one whose upper half is empty.
 */
final class PeerRow {
  /** What is remembered of a peer besides where it is. */
  static final class Flag {
    static final int SEED = 1;
    static final int COMPLETED = 2; // was counted as one that became complete
    static final int PAUSED = 4; // wants no more although it has not all (BEP 21)

    private Flag() {}
  }

  /** When a peer was heard of is told in ticks, which come round again after so many. */
  static final int TICKS = 1 << 13;

  /** Up to so many peers are found by looking at each, which is faster and needs no index. */
  private static final int FEW = 32;

  private static final int FLAG_BITS = 3;
  private static final int FLAGS = (1 << FLAG_BITS) - 1;
  private static final int PORT_SHIFT = 16;
  private static final int ADDRESS_SHIFT = 32;
  private static final long WHERE = -1L << PORT_SHIFT; // address and port
  private static final int V4_BYTES = 6;
  private static final int V6_BYTES = 18;
  private static final int[] NO_INDEX = {};
  private static final long[] NO_WORDS = {};

  /** Rows of nobody, which stay so. */
  static final PeerRow NO_V4 = new PeerRow(false);

  static final PeerRow NO_V6 = new PeerRow(true);

  private final int stride; // words a peer
  private long[] words = NO_WORDS;
  private int[] index = NO_INDEX; // open addressing: 1 + place in the row; 0: free
  private int size;
  private int seeds;
  private int paused;

  PeerRow(boolean v6) {
    stride = v6 ? 3 : 1;
  }

  int size() {
    return size;
  }

  int seeds() {
    return seeds;
  }

  int paused() {
    return paused;
  }

  private boolean isV6() {
    return stride > 1;
  }

  /** The place of a peer; -1 if it is not here. */
  int find(Endpoint peer, Mixing mixing) {
    long last = last(peer);
    if (index.length == 0) {
      for (int place = 0; place < size; place++) {
        if (isAt(place, peer, last)) {
          return place;
        }
      }
      return -1;
    }
    int mask = index.length - 1;
    int slot = hash(peer.high(), peer.low(), last, mixing) & mask;
    while (index[slot] != 0) {
      if (isAt(index[slot] - 1, peer, last)) {
        return index[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Adds a peer that is not here, heard of at this tick; its place. */
  int enter(Endpoint peer, int flags, int tick, Mixing mixing) {
    reserve(size + 1);
    int at = size * stride;
    if (isV6()) {
      words[at] = peer.high();
      words[at + 1] = peer.low();
    }
    words[at + stride - 1] = last(peer) | remembered(flags, tick);
    size++;
    paused += (flags & Flag.PAUSED) != 0 ? 1 : 0;
    if (size > FEW && size * 4 > index.length * 3) {
      indexAll(mixing);
    } else if (index.length > 0) {
      index(size - 1, mixing);
    }
    if ((flags & Flag.SEED) == 0) {
      return size - 1;
    }
    swap(size - 1, seeds, mixing);
    return seeds++;
  }

  /** What is remembered of a peer. */
  int flags(int place) {
    return (int) words[lastOf(place)] & FLAGS;
  }

  /** A peer was heard of again, and is so now; its new place. */
  int update(int place, int flags, int tick, Mixing mixing) {
    int before = flags(place);
    paused += ((flags & Flag.PAUSED) != 0 ? 1 : 0) - ((before & Flag.PAUSED) != 0 ? 1 : 0);
    int last = lastOf(place);
    words[last] = (words[last] & WHERE) | remembered(flags, tick);
    if (((before ^ flags) & Flag.SEED) == 0) {
      return place;
    }
    if ((flags & Flag.SEED) != 0) {
      swap(place, seeds, mixing);
      return seeds++;
    }
    seeds--;
    swap(place, seeds, mixing);
    return seeds;
  }

  private static long remembered(int flags, int tick) {
    return (long) (tick & (TICKS - 1)) << FLAG_BITS | flags;
  }

  void remove(int place, Mixing mixing) {
    paused -= (flags(place) & Flag.PAUSED) != 0 ? 1 : 0;
    if (index.length > 0) {
      unindex(place, mixing);
    }
    int hole = place;
    if (hole < seeds) {
      seeds--;
      move(seeds, hole, mixing);
      hole = seeds;
    }
    size--;
    move(size, hole, mixing);
    shrink(mixing);
  }

  /** Removes who has not been heard of for longer than so many ticks. */
  void expire(int tick, int lifetime, Mixing mixing, Census census) {
    for (int place = size - 1; place >= 0; place--) {
      if (age(place, tick) > lifetime) {
        census.peerLeft(placeInCensus(place, mixing), isV6());
        remove(place, mixing);
      }
    }
  }

  private int placeInCensus(int place, Mixing mixing) {
    return Census.place(isV6(), high(place), low(place), mixing);
  }

  /** Ticks since a peer was heard of. */
  int age(int place, int tick) {
    return (tick - ((int) words[lastOf(place)] >>> FLAG_BITS)) & (TICKS - 1);
  }

  /** Where a peer is. */
  Endpoint endpoint(int place) {
    int port = (int) words[lastOf(place)] >>> PORT_SHIFT;
    return new Endpoint(isV6(), high(place), low(place), port);
  }

  /**
   * Some leechers and seeds, in the same proportion as there are; each other peer is as likely to
   * be among them as any.
   *
   * @param asker the place of who is not to be named; -1: nobody
   */
  byte[] mixed(int asker, int count, RandomGenerator random) {
    int others = asker < 0 ? size : size - 1;
    int take = Math.min(count, others);
    int fromSeeds = 0;
    if (take > 0) {
      long exact = (long) take * (asker >= 0 && asker < seeds ? seeds - 1 : seeds);
      fromSeeds = (int) (exact / others) + (random.nextInt(others) < exact % others ? 1 : 0);
    }
    ByteBuffer out = ByteBuffer.allocate(take * bytes());
    put(0, seeds, asker, fromSeeds, random, out);
    put(seeds, size, asker, take - fromSeeds, random, out);
    return out.array();
  }

  /** Some leechers, and seeds where there are too few of them, if seeds are to be named at all. */
  byte[] leechersFirst(int asker, int count, boolean alsoSeeds, RandomGenerator random) {
    int leechers = size - seeds - (asker >= seeds ? 1 : 0);
    int others = seeds - (asker >= 0 && asker < seeds ? 1 : 0);
    int first = Math.min(count, leechers);
    int then = alsoSeeds ? Math.min(count - first, others) : 0;
    ByteBuffer out = ByteBuffer.allocate((first + then) * bytes());
    put(seeds, size, asker, first, random, out);
    put(0, seeds, asker, then, random, out);
    return out.array();
  }

  /** A peer in an answer. */
  private int bytes() {
    return isV6() ? V6_BYTES : V4_BYTES;
  }

  /**
   * So many of those from one place to another, but for the asker: a stretch that begins anywhere.
   */
  // size: a range, who is left out, how many, by chance, to where
  private void put(int from, int to, int asker, int count, RandomGenerator random, ByteBuffer out) {
    boolean among = asker >= from && asker < to;
    int others = among ? to - from - 1 : to - from;
    int next = count > 0 && count < others ? random.nextInt(others) : 0;
    for (int i = 0; i < count; i++) {
      int place = from + next;
      put(among && place >= asker ? place + 1 : place, out);
      next = next + 1 == others ? 0 : next + 1;
    }
  }

  private void put(int place, ByteBuffer out) {
    long last = words[lastOf(place)];
    if (isV6()) {
      out.putLong(high(place)).putLong(low(place)).putShort((short) (last >>> PORT_SHIFT));
    } else {
      out.putInt((int) (last >>> ADDRESS_SHIFT)).putShort((short) (last >>> PORT_SHIFT));
    }
  }

  private int lastOf(int place) {
    return place * stride + stride - 1;
  }

  private long high(int place) {
    return isV6() ? words[place * stride] : 0;
  }

  private long low(int place) {
    return isV6() ? words[place * stride + 1] : words[place] >>> ADDRESS_SHIFT;
  }

  private static long last(Endpoint peer) {
    long port = (long) peer.port() << PORT_SHIFT;
    return peer.v6() ? port : peer.low() << ADDRESS_SHIFT | port;
  }

  private boolean isAt(int place, Endpoint peer, long last) {
    int at = place * stride;
    return ((words[at + stride - 1] ^ last) & WHERE) == 0
        && (stride == 1 || (words[at] == peer.high() && words[at + 1] == peer.low()));
  }

  private int hash(long high, long low, long last, Mixing mixing) {
    return isV6() ? mixing.of(high ^ (last & WHERE), low) : mixing.of(last & WHERE, 0);
  }

  private int hash(int place, Mixing mixing) {
    return hash(high(place), low(place), words[lastOf(place)], mixing);
  }

  private void move(int from, int to, Mixing mixing) {
    if (from == to) {
      return;
    }
    if (index.length > 0) {
      index[slotOf(from, mixing)] = to + 1;
    }
    System.arraycopy(words, from * stride, words, to * stride, stride);
  }

  private void swap(int one, int other, Mixing mixing) {
    if (one == other) {
      return;
    }
    if (index.length > 0) {
      int slot = slotOf(one, mixing);
      index[slotOf(other, mixing)] = one + 1;
      index[slot] = other + 1;
    }
    for (int i = 0; i < stride; i++) {
      long word = words[one * stride + i];
      words[one * stride + i] = words[other * stride + i];
      words[other * stride + i] = word;
    }
  }

  private int slotOf(int place, Mixing mixing) {
    int mask = index.length - 1;
    int slot = hash(place, mixing) & mask;
    while (index[slot] != place + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void index(int place, Mixing mixing) {
    int mask = index.length - 1;
    int slot = hash(place, mixing) & mask;
    while (index[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    index[slot] = place + 1;
  }

  private void indexAll(Mixing mixing) {
    index = new int[Integer.highestOneBit(size) * 4];
    for (int place = 0; place < size; place++) {
      index(place, mixing);
    }
  }

  /** Frees a slot; those behind it move up, so that none is cut off (Knuth 6.4, algorithm R). */
  private void unindex(int place, Mixing mixing) {
    int mask = index.length - 1;
    int hole = slotOf(place, mixing);
    for (int slot = (hole + 1) & mask; index[slot] != 0; slot = (slot + 1) & mask) {
      int wanted = hash(index[slot] - 1, mixing) & mask;
      if (((slot - wanted) & mask) >= ((slot - hole) & mask)) {
        index[hole] = index[slot];
        hole = slot;
      }
    }
    index[hole] = 0;
  }

  private void reserve(int peers) {
    if (peers * stride > words.length) {
      words = Arrays.copyOf(words, capacity(peers) * stride);
    }
  }

  /** Room for a fourth more, and for an even number, as each growth leaves an array behind. */
  private static int capacity(int peers) {
    return peers < 2 ? peers : (peers + (peers >> 2) + 1) & ~1;
  }

  private void shrink(Mixing mixing) {
    if (size * 2 * stride < words.length) {
      words = Arrays.copyOf(words, capacity(size) * stride);
    }
    if (index.length > 0 && size < FEW / 2) {
      index = NO_INDEX;
    } else if (index.length > size * 8) {
      indexAll(mixing);
    }
  }
}
