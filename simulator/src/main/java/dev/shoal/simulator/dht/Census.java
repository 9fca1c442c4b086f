package dev.shoal.simulator.dht;

import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An oracle: who is there, sorted by id, so that it is known who is truly closest to a target. It
 * looks at the first 64 bits of ids, by which no two of some millions are equal.
 */
final class Census {
  private final Metric metric;
  private final IntFunction<NodeId> ids;
  private int[] present = new int[0]; // in the order of their ids
  private long[] keys = new long[0]; // flipped, so that they are in the order of signed numbers
  private final List<Integer> come = new ArrayList<>();
  private boolean[] gone = new boolean[0];
  private int goneCount;

  /**
   * Nobody is there.
   *
   * @param ids the id of each node that is added
   */
  Census(Metric metric, IntFunction<NodeId> ids) {
    this.metric = metric;
    this.ids = ids;
  }

  void add(int node) {
    come.add(node);
  }

  void remove(int node) {
    sort();
    if (gone.length <= node) {
      gone = Arrays.copyOf(gone, Math.max(node + 1, gone.length * 2));
    }
    gone[node] = true;
    goneCount++;
  }

  /** How many are there. */
  int size() {
    sort();
    return present.length - goneCount;
  }

  /** Any of them. */
  int any(RandomGenerator random) {
    sort();
    int node = present[random.nextInt(present.length)];
    while (isGone(node)) {
      node = present[random.nextInt(present.length)];
    }
    return node;
  }

  /** All of them, by their ids. */
  IntStream all() {
    sort();
    return Arrays.stream(present).filter(node -> !isGone(node));
  }

  private boolean isGone(int node) {
    return node < gone.length && gone[node];
  }

  private void sort() {
    boolean manyGone = goneCount > 64 && goneCount > present.length / 4;
    if (come.isEmpty() && !manyGone) {
      return;
    }
    present =
        IntStream.concat(Arrays.stream(present), come.stream().mapToInt(Integer::intValue))
            .filter(node -> !isGone(node))
            .boxed()
            .sorted((a, b) -> Long.compare(key(a), key(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    keys = Arrays.stream(present).mapToLong(this::key).toArray();
    come.clear();
    gone = new boolean[0];
    goneCount = 0;
  }

  private long key(int node) {
    return key(ids.apply(node));
  }

  /** The first 64 bits, as a signed number that is ordered as they are. */
  static long key(NodeId id) {
    long key = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      key = key << Byte.SIZE | id.at(i);
    }
    return key ^ Long.MIN_VALUE;
  }

  /** Where the first key is that is not less. */
  private int floor(long key) {
    int place = Arrays.binarySearch(keys, key);
    return place < 0 ? -place - 1 : place;
  }

  /** The ids that are truly closest to a target, the closest first, but for one node's. */
  List<NodeId> closest(NodeId target, int count, int but) {
    return closestNodes(target, count, but).stream().map(ids::apply).toList();
  }

  /** The nodes that are truly closest to a target, the closest first, but for one. */
  List<Integer> closestNodes(NodeId target, int count, int but) {
    sort();
    List<Integer> found = new ArrayList<>(count);
    if (metric == Metric.XOR) {
      descend(target, 0, 0, present.length, new Wanted(found, count, but));
    } else {
      int at = floor(key(target) + 1);
      for (int i = 1; i <= present.length && found.size() < count; i++) {
        take(present[Math.floorMod(at - i, present.length)], found, but);
      }
    }
    return found;
  }

  private record Wanted(List<Integer> found, int count, int but) {}

  private void take(int node, List<Integer> found, int but) {
    if (node != but && !isGone(node)) {
      found.add(node);
    }
  }

  /** Of those that share so many bits with the target: first those that share one more. */
  private void descend(NodeId target, int bit, int from, int end, Wanted wanted) {
    if (from == end || wanted.found.size() == wanted.count) {
      return;
    }
    if (end - from == 1 || bit == Long.SIZE) {
      for (int i = from; i < end && wanted.found.size() < wanted.count; i++) {
        take(present[i], wanted.found, wanted.but);
      }
      return;
    }
    long mask = bit == 0 ? 0 : -1L << (Long.SIZE - bit);
    long raw = ((keys[from] ^ Long.MIN_VALUE) & mask) | 1L << (Long.SIZE - 1 - bit);
    int border = Math.clamp(floor(raw ^ Long.MIN_VALUE), from, end);
    boolean ones = (target.at(bit / Byte.SIZE) >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0;
    descend(target, bit + 1, ones ? border : from, ones ? end : border, wanted);
    descend(target, bit + 1, ones ? from : border, ones ? border : end, wanted);
  }

  /**
   * Whom a node knows that has been there for long: of each part of the id space as many as a
   * bucket holds, by chance, and its neighbours.
   */
  int[] sample(NodeId centre, int k, RandomGenerator random) {
    sort();
    IntStream.Builder known = IntStream.builder();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long half = 1L << (Long.SIZE - 1 - bit);
      long raw = key(centre) ^ Long.MIN_VALUE;
      long from = metric == Metric.XOR ? (raw ^ half) & -half : raw + half;
      int begin = floor(from ^ Long.MIN_VALUE);
      int end = from + half == 0 ? present.length : floor((from + half) ^ Long.MIN_VALUE);
      some(begin, end >= begin ? end : end + present.length, k, random).forEach(known);
    }
    if (metric != Metric.XOR) {
      int at = floor(key(centre));
      some(at - k + present.length, at + present.length, k, random).forEach(known);
    }
    return known.build().toArray();
  }

  private IntStream some(int begin, int end, int count, RandomGenerator random) {
    IntStream places =
        end - begin <= count
            ? IntStream.range(begin, end)
            : IntStream.generate(() -> begin + random.nextInt(end - begin)).distinct().limit(count);
    return places.map(place -> present[place % present.length]).filter(node -> !isGone(node));
  }
}
