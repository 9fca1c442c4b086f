package dev.shoal.benchmarks;

import dev.shoal.world.EventQueue;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many events a simulator takes out and puts in again while so many are pending (the hold
 * model): half of the nodes wait for a packet, 20 to 100 ms, half for a timer, 1 s to 15 min; a
 * tick is a nanosecond. A heap of objects does the same for comparison.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 9, time = 1)
public class EventQueueBenchmark {
  private static final long MILLI = 1_000_000;

  /** The next event of a node, and the one after it. */
  @Benchmark
  public int wheel(Wheel wheel) {
    return wheel.next();
  }

  /** The same, where a packet ends the timer of a node, who sets another. */
  @Benchmark
  public int wheelWithCancelling(Wheel wheel) {
    int node = wheel.next();
    int timer = node | 1;
    wheel.queue.cancel(wheel.handles[timer]);
    wheel.add(timer);
    return node;
  }

  /** The next event of a node, and the one after it, from a heap. */
  @Benchmark
  public int heap(Heap heap) {
    return heap.next();
  }

  /** Nodes by their number: the even ones wait for packets, the odd ones for timers. */
  @State(Scope.Thread)
  public static class Nodes {
    @Param({"100000", "1000000"})
    int nodes;

    private final SplittableRandom random = new SplittableRandom(1);

    long delay(int node) {
      return node % 2 == 0
          ? random.nextLong(20 * MILLI, 100 * MILLI)
          : random.nextLong(1000 * MILLI, 900_000 * MILLI);
    }
  }

  /** The timing wheel. */
  @State(Scope.Thread)
  public static class Wheel extends Nodes {
    private final EventQueue queue = new EventQueue();
    private int[] handles = {};

    /** Every node has an event. */
    @Setup
    public void fill() {
      handles = new int[nodes];
      for (int node = 0; node < nodes; node++) {
        add(node);
      }
    }

    void add(int node) {
      handles[node] = queue.add(queue.now() + delay(node), node);
    }

    int next() {
      int node = queue.poll();
      add(node);
      return node;
    }
  }

  /** The heap. */
  @State(Scope.Thread)
  public static class Heap extends Nodes {
    private record Event(long time, long sequence, int node) implements Comparable<Event> {
      @Override
      public int compareTo(Event other) {
        return time == other.time
            ? Long.compare(sequence, other.sequence)
            : Long.compare(time, other.time);
      }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long now;
    private long sequence;

    /** Every node has an event. */
    @Setup
    public void fill() {
      for (int node = 0; node < nodes; node++) {
        add(node);
      }
    }

    private void add(int node) {
      queue.add(new Event(now + delay(node), sequence++, node));
    }

    int next() {
      Event event = queue.remove();
      now = event.time;
      add(event.node);
      return event.node;
    }
  }
}
