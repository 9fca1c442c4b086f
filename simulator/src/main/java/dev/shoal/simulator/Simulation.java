package dev.shoal.simulator;

import dev.shoal.base.Locator;
import dev.shoal.world.EventQueue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Many nodes on one network and one virtual time, each a {@link Core}. One seed, one story: events
 * happen one after the other, in the order of their time and then of their making, and {@link
 * #trace} is a hash of them all. For one thread.
 *
 * <p>A core of one's own is put into it by a few lines: a {@link Codec} of its messages, and {@link
 * #add} for each node. Nodes are known by their numbers, from 0.
 *
 * @param <M> the messages
 */
public final class Simulation<M> {
  private static final long ODD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio
  private static final int KIND_BITS = 2;
  private static final int PACKET = 0;
  private static final int WAKE = 1;
  private static final int ACTION = 2;
  private static final int NO_HANDLE = -1;

  private final Codec<M> codec;
  private final boolean encoded;
  private final SplittableRandom seeds;
  private final Network network;
  private final Addresses addresses = new Addresses();
  private final EventQueue queue = new EventQueue();
  private final Packets packets = new Packets();
  private final List<Runnable> actions = new ArrayList<>();
  private final List<Integer> freeActions = new ArrayList<>();

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of types with parameters
  private @Nullable Core<M>[] cores = new Core[16];

  private long[] wants = new long[16]; // when a node wants to be woken
  private long[] wakes = new long[16]; // when it will be
  private int[] handles = new int[16]; // of that event
  private int nodes;
  private long now;
  private long events;
  private long sent;
  private long sentBytes;
  private long trace;

  /**
   * An empty network.
   *
   * @param told the {@code network.…} parameters are looked at
   * @param encoded whether messages really are bytes on their way; else they are given as they are
   */
  public Simulation(Parameters told, Codec<M> codec, boolean encoded, long seed) {
    this.codec = codec;
    this.encoded = encoded;
    this.seeds = new SplittableRandom(seed);
    this.network = new Network(told, seeds.split());
  }

  /**
   * An empty network of a preset, on which messages really are bytes.
   *
   * @param network one of {@link Networks#NAMES}
   */
  public static <M> Simulation<M> on(String network, Codec<M> codec, long seed) {
    Parameters told = Parameters.of(Networks.parameters()).with(Networks.preset(network));
    return new Simulation<>(told, codec, true, seed);
  }

  /** A generator of its own for one use. */
  public RandomGenerator random() {
    return seeds.split();
  }

  /** The number of the next node that is added. */
  public int next() {
    return nodes;
  }

  /** Adds a node, which is woken at once; its number. */
  public int add(Core<M> core) {
    int node = nodes++;
    if (node == cores.length) {
      cores = Arrays.copyOf(cores, node * 2);
      wants = Arrays.copyOf(wants, node * 2);
      wakes = Arrays.copyOf(wakes, node * 2);
      handles = Arrays.copyOf(handles, node * 2);
    }
    cores[node] = core;
    handles[node] = NO_HANDLE;
    wakes[node] = Long.MAX_VALUE;
    if (network.nodes() <= node) {
      network.add();
    }
    return node;
  }

  /** Puts the next node on the map before it is added, so that it can be told how it is reached. */
  public boolean isNextReachable() {
    if (network.nodes() <= nodes) {
      network.add();
    }
    return network.isReachable(nodes);
  }

  /** Lets the next node have no router before it. */
  public void openNext() {
    boolean _ = isNextReachable();
    network.open(nodes);
  }

  /** Puts a node on an island, which only those on the same one reach; 0 is the mainland. */
  public void island(int node, int number) {
    network.island(node, number);
  }

  /** The node is gone without a word. */
  public void stop(int node) {
    cores[node] = null;
    if (handles[node] != NO_HANDLE) {
      queue.cancel(handles[node]);
      handles[node] = NO_HANDLE;
    }
  }

  /** Whether the node is there. */
  public boolean isUp(int node) {
    return node < nodes && cores[node] != null;
  }

  /** Whether others can write to it before it writes to them. */
  public boolean isReachable(int node) {
    return network.isReachable(node);
  }

  /** Where a node is. */
  public Locator.Ip locator(int node) {
    return addresses.of(node);
  }

  /** Which node is there; -1 if none ever was. */
  public int node(Locator.Ip at) {
    int node = Addresses.node(at.address());
    return node < nodes ? node : -1;
  }

  /** A node's place on the map, 0 to 1. */
  public double x(int node) {
    return network.x(node);
  }

  /** A node's place on the map, 0 to 1. */
  public double y(int node) {
    return network.y(node);
  }

  /** How many nodes were ever added. */
  public int nodes() {
    return nodes;
  }

  /** Nanoseconds since the beginning. */
  public long nanos() {
    return now;
  }

  /** What a node's own clock shows. */
  public long clock(int node) {
    return network.clock(node, now);
  }

  /** How many events have happened. */
  public long events() {
    return events;
  }

  /** How many datagrams were sent. */
  public long sent() {
    return sent;
  }

  /** How many bytes of payload were sent; 0 if messages are not encoded. */
  public long sentBytes() {
    return sentBytes;
  }

  /** The hash of all that has happened. */
  public long trace() {
    return trace;
  }

  /** Sends a message, or loses it; for cores. */
  public void send(int from, M message, Locator.Ip to) {
    sent++;
    int node = node(to);
    ByteBuffer bytes = encoded ? codec.write(message) : null;
    int length = bytes == null ? 0 : bytes.remaining();
    sentBytes += length;
    if (node < 0) {
      return;
    }
    Object content = bytes == null ? message : bytes;
    dispatch(from, node, content, length);
    if (network.isDoubled()) {
      dispatch(from, node, bytes == null ? message : bytes.duplicate(), length);
    }
  }

  private void dispatch(int from, int to, Object content, int length) {
    long arrives = network.arrival(from, to, length, now);
    if (arrives != Network.LOST) {
      queue.add(arrives, packets.put(from, to, content) << KIND_BITS | PACKET);
    }
  }

  /**
   * Carries a datagram of something else that lives beside the cores, such as a server: with the
   * delay and the losses of the network between two nodes.
   *
   * @param bytes of payload
   * @param arrival is run when it arrives, if it does and the other node is there; twice if the
   *     network doubles it
   */
  public void carry(int from, int to, int bytes, Runnable arrival) {
    sent++;
    sentBytes += encoded ? bytes : 0;
    int copies = network.isDoubled() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long arrives = network.arrival(from, to, encoded ? bytes : 0, now);
      if (arrives != Network.LOST) {
        after(arrives - now, () -> carried(from, to, arrival));
      }
    }
  }

  private void carried(int from, int to, Runnable arrival) {
    if (cores[to] != null && network.isLetIn(from, to, now)) {
      note(PACKET, from, to);
      arrival.run();
    }
  }

  /** Does something after a while. */
  public void after(long nanos, Runnable action) {
    int place;
    if (freeActions.isEmpty()) {
      place = actions.size();
      actions.add(action);
    } else {
      place = freeActions.removeLast();
      actions.set(place, action);
    }
    queue.add(now + nanos, place << KIND_BITS | ACTION);
  }

  /** Lets a node do what is due, after it was told something from outside. */
  public void wake(int node) {
    Core<M> core = cores[node];
    if (core == null) {
      return;
    }
    long shown = core.tick(network.clock(node, now));
    long next = shown == Long.MAX_VALUE ? shown : Math.max(now, network.when(node, shown));
    wants[node] = next;
    if (next < wakes[node]) {
      if (handles[node] != NO_HANDLE) {
        queue.cancel(handles[node]);
      }
      schedule(node, next);
    }
  }

  /** It is woken no later than it wants; if that was too early, it is woken again. */
  private void schedule(int node, long at) {
    wakes[node] = at;
    handles[node] = queue.add(at, node << KIND_BITS | WAKE);
  }

  /** Runs for a while. */
  public void runFor(long nanos) {
    boolean _ = runWhile(() -> true, nanos);
  }

  /**
   * Runs as long as a condition holds.
   *
   * @return true if it no longer holds; false if the time is over or nothing is left to happen
   */
  public boolean runWhile(BooleanSupplier condition, long withinNanos) {
    long end = now + withinNanos;
    while (condition.getAsBoolean()) {
      if (queue.isEmpty() || queue.nextTime() > end) {
        now = end;
        return false;
      }
      now = queue.nextTime();
      happen(queue.poll());
    }
    return true;
  }

  private void happen(int event) {
    events++;
    int of = event >>> KIND_BITS;
    switch (event & (1 << KIND_BITS) - 1) {
      case PACKET -> arrive(of);
      case WAKE -> woken(of);
      default -> {
        Runnable action = actions.get(of);
        freeActions.add(of);
        action.run();
      }
    }
  }

  private void woken(int node) {
    handles[node] = NO_HANDLE;
    wakes[node] = Long.MAX_VALUE;
    if (wants[node] > now) {
      if (wants[node] < Long.MAX_VALUE) {
        schedule(node, wants[node]);
      }
      return;
    }
    note(WAKE, node, node);
    wake(node);
  }

  private void arrive(int packet) {
    int from = packets.from(packet);
    int to = packets.to(packet);
    Object content = packets.take(packet);
    Core<M> core = cores[to];
    if (core == null || !network.isLetIn(from, to, now)) {
      return;
    }
    note(PACKET, from, to);
    read(content)
        .ifPresent(message -> {
          core.received(message, addresses.of(from), network.clock(to, now));
          wake(to);
        });
  }

  @SuppressWarnings("unchecked")
  private Optional<M> read(Object content) {
    if (!(content instanceof ByteBuffer bytes)) {
      return Optional.of((M) content);
    }
    try {
      return Optional.of(codec.read(bytes));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private void note(int kind, int from, int to) {
    mix(now);
    mix((long) from << Integer.SIZE | (long) to << KIND_BITS | kind);
  }

  private void mix(long value) {
    long h = (trace ^ value) * ODD;
    trace = h ^ (h >>> Integer.SIZE);
  }
}
