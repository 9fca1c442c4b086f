package dev.shoal.bittorrent.piece;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** A piece that work has begun on: the state of each of its blocks. See STATES.md. */
final class OpenPiece {
  /** How many sources may be asked for one block while it is not lost. */
  private static final int MAX_LEASES = 2;

  /** What an idle source takes over at once. */
  private static final int TAKE_OVER_BLOCKS = 4;

  /** A lease is about a second of its source's rate; after this it is late. */
  private static final long LATE_NANOS = 1_500_000_000L;

  /** After this any number of sources is asked: those before do not give it. */
  private static final long LOST_NANOS = 3 * LATE_NANOS;

  /** No source: nobody was asked for a block, or nobody has the piece for itself. */
  static final int NOBODY = -1;

  final int index;
  final int blocks;
  final byte[] leases; // how many sources are to give each block
  final int[] by; // who was asked last for each block, then who gave it
  final BitSet accepted = new BitSet();
  final BitSet stored = new BitSet();
  final boolean exclusive; // one source only, so that a wrong piece convicts it
  int owner = NOBODY;
  int free;
  private final long[] leasedAt; // when each block was last handed out
  private long lastAt; // when any of them was, or came

  OpenPiece(int index, int blocks, boolean exclusive) {
    this.index = index;
    this.blocks = blocks;
    this.leases = new byte[blocks];
    this.by = new int[blocks];
    this.leasedAt = new long[blocks];
    Arrays.fill(by, NOBODY);
    this.exclusive = exclusive;
    this.free = blocks;
  }

  boolean open(int source) {
    return !exclusive || owner == NOBODY || owner == source;
  }

  boolean free(int block) {
    return leases[block] == 0 && !accepted.get(block);
  }

  /** The first free block, or {@code blocks}. */
  int firstFree() {
    int block = 0;
    while (block < blocks && !free(block)) {
      block++;
    }
    return block;
  }

  /** Leases free blocks from {@code first} on, up to so many; returns where they end. */
  int lease(int source, int first, int most, long now) {
    int end = first;
    while (end < blocks && end - first < most && free(end)) {
      leasedAt[end] = now;
      by[end] = source;
      leases[end++]++;
      free--;
    }
    owner = source;
    lastAt = now;
    return end;
  }

  /** A block came; {@code now} may be a little old. */
  void moved(long now) {
    lastAt = now;
  }

  /** How long ago blocks of it were handed out, or came, last. */
  long age(long now) {
    return now - lastAt;
  }

  /**
   * Leases blocks that others are slow to give as well, from the end of what they have before them.
   *
   * @param late gets who was slow
   * @return the first and the end of them; equal if there are none
   */
  int[] takeOver(int source, int most, long now, IntConsumer late) {
    int end = blocks;
    while (end > 0 && !takeable(end - 1, source, now)) {
      end--;
    }
    int from = end;
    int few = Math.clamp(most, 1, TAKE_OVER_BLOCKS);
    while (from > 0 && end - from < few && takeable(from - 1, source, now)) {
      from--;
      leases[from]++;
      late.accept(by[from]);
      by[from] = source;
      leasedAt[from] = now;
    }
    lastAt = from < end ? now : lastAt;
    return new int[] {from, end};
  }

  private boolean takeable(int block, int source, long now) {
    long age = now - leasedAt[block];
    int most = age >= LOST_NANOS ? Byte.MAX_VALUE : MAX_LEASES;
    return age >= LATE_NANOS
        && !accepted.get(block)
        && by[block] != source
        && leases[block] > 0
        && leases[block] < most;
  }

  /** A lease from before the piece was begun anew finds nothing to release. */
  void release(int block) {
    leases[block] = (byte) Math.max(0, leases[block] - 1);
  }

  /** A source that was asked for a block said no: later it may be asked again. */
  void forget(int source, int block) {
    if (by[block] == source && !accepted.get(block)) {
      by[block] = NOBODY;
    }
  }

  /** Whether sources are still to give any of these blocks, which may be there already. */
  boolean awaited(int first, int end) {
    int block = first;
    while (block < end && leases[block] == 0) {
      block++;
    }
    return block < end;
  }

  /** Whether nothing was begun or everything was given back. */
  boolean untouched() {
    return free == blocks;
  }

  /** Whether a worker still writes some of it. */
  boolean beingWritten() {
    return accepted.cardinality() > stored.cardinality();
  }

  /** Whether all of it is on the disk. */
  boolean whole() {
    return stored.cardinality() == blocks;
  }

  /** Who gave its blocks. */
  Set<Integer> givers() {
    Set<Integer> givers = new TreeSet<>();
    accepted.stream().forEach(block -> givers.add(by[block]));
    return givers;
  }
}
