package dev.shoal.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens to datagrams between nodes. Each node has a place on a map: a packet takes the least
 * delay, and more the farther it goes, times a factor with a log-normal tail, drawn for each
 * packet. It may be lost, doubled, or overtaken by others; a node's line has a rate and a queue;
 * routers let in only those who were written to lately; nodes are on islands, or stand still for a
 * while; their clocks drift. Pure: all chance comes from the generator given.
 */
final class Network {
  static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("network.delay", "5", "ms one way, at least"),
          new Parameter("network.spread", "120", "ms from one end of the map to the other"),
          new Parameter("network.tail", "0.5", "sigma of the log-normal factor of each packet"),
          new Parameter("network.loss", "0.01", "part of the packets that is lost, 0 to 1"),
          new Parameter("network.duplication", "0.001", "part that arrives twice"),
          new Parameter("network.reordering", "0.005", "part that takes twice as long"),
          new Parameter("network.mtu", "1472", "bytes of payload that pass"),
          new Parameter("network.nat", "0.3", "part of the nodes behind a router without a port"),
          new Parameter("network.nat.open", "0.2", "part of those whose router lets in anybody"),
          new Parameter("network.nat.timeout", "60", "seconds until a router forgets"),
          new Parameter("network.drift", "50", "parts in a million by which clocks differ"),
          new Parameter("network.up", "0", "bytes a second that a node sends; 0: no limit"),
          new Parameter("network.down", "0", "bytes a second that it receives; 0: no limit"),
          new Parameter("network.queue", "200", "ms of waiting before a line drops packets"),
          new Parameter("network.clog", "0", "times an hour that a node's line stands still"),
          new Parameter("network.clog.seconds", "2", "for so long; then all that waits leaves"));

  /** The fate of a packet that does not arrive. */
  static final long LOST = -1;

  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;
  private static final int GROWTH = 1024;

  private final SplittableRandom random;
  private final double delay;
  private final double spread;
  private final double tail;
  private final double loss;
  private final double duplication;
  private final double reordering;
  private final int mtu;
  private final double natShare;
  private final double natOpen;
  private final long natTimeout;
  private final double drift;
  private final double up;
  private final double down;
  private final long queue;
  private final long clogEvery; // 0: never
  private final long clogFor;

  private float[] x = new float[GROWTH];
  private float[] y = new float[GROWTH];
  private float[] clocks = new float[GROWTH]; // parts in a million that it is too fast
  private Nat[] nats = new Nat[GROWTH];
  private long[] upFree = new long[0]; // when the line has sent all that waits; if it has a rate
  private long[] downFree = new long[0];
  private int[] islands = new int[0];
  private int nodes;

  Network(Parameters told, SplittableRandom random) {
    this.random = random;
    this.delay = told.fraction("network.delay", 0, 1e6) * MILLI;
    this.spread = told.fraction("network.spread", 0, 1e6) * MILLI;
    this.tail = told.fraction("network.tail", 0, 3);
    this.loss = told.fraction("network.loss", 0, 1);
    this.duplication = told.fraction("network.duplication", 0, 1);
    this.reordering = told.fraction("network.reordering", 0, 1);
    this.mtu = told.count("network.mtu", 0, 1 << 16);
    this.natShare = told.fraction("network.nat", 0, 1);
    this.natOpen = told.fraction("network.nat.open", 0, 1);
    this.natTimeout = (long) (told.fraction("network.nat.timeout", 0, 1e6) * SECOND);
    this.drift = told.fraction("network.drift", 0, 1e5);
    this.up = told.fraction("network.up", 0, 1e12);
    this.down = told.fraction("network.down", 0, 1e12);
    this.queue = told.millis("network.queue");
    double clogs = told.fraction("network.clog", 0, 3600);
    this.clogEvery = clogs == 0 ? 0 : (long) (3600 * SECOND / clogs);
    this.clogFor = (long) (told.fraction("network.clog.seconds", 0, 3600) * SECOND);
  }

  /** Puts the next node on the map. */
  void add() {
    int node = nodes++;
    if (node == x.length) {
      int size = Math.max(node + GROWTH, node + node / 2);
      x = Arrays.copyOf(x, size);
      y = Arrays.copyOf(y, size);
      clocks = Arrays.copyOf(clocks, size);
      nats = Arrays.copyOf(nats, size);
    }
    upFree = up == 0 || node < upFree.length ? upFree : Arrays.copyOf(upFree, x.length);
    downFree = down == 0 || node < downFree.length ? downFree : Arrays.copyOf(downFree, x.length);
    x[node] = (float) random.nextDouble();
    y[node] = (float) random.nextDouble();
    clocks[node] = (float) (drift * (2 * random.nextDouble() - 1));
    boolean behind = random.nextDouble() < natShare;
    boolean open = random.nextDouble() < natOpen;
    nats[node] = behind ? new Nat(natTimeout, open) : Nat.NONE;
  }

  int nodes() {
    return nodes;
  }

  /** Everybody can write to it first, at least as long as it writes to somebody now and then. */
  boolean isReachable(int node) {
    return nats[node].isOpen();
  }

  /** From here on it has no router before it. */
  void open(int node) {
    nats[node] = Nat.NONE;
  }

  double x(int node) {
    return x[node];
  }

  double y(int node) {
    return y[node];
  }

  /** Puts a node on an island: those of one number reach each other and nobody else. */
  void island(int node, int number) {
    if (islands.length <= node) {
      islands = Arrays.copyOf(islands, Math.max(nodes, node + 1));
    }
    islands[node] = number;
  }

  private int island(int node) {
    return node < islands.length ? islands[node] : 0;
  }

  /**
   * When a packet that is sent now arrives; {@link #LOST} if it does not.
   *
   * @param bytes its length; 0 if that is not known, and lines take no time
   */
  long arrival(int from, int to, int bytes, long now) {
    nats[from].sent(to, now);
    if (bytes > mtu || island(from) != island(to) || random.nextDouble() < loss) {
      return LOST;
    }
    long leaves = up == 0 ? now : pass(upFree, from, bytes / up, now);
    if (leaves == LOST) {
      return LOST;
    }
    leaves = unclogged(from, leaves);
    double far = Math.hypot(x[from] - x[to], y[from] - y[to]);
    double factor = tail == 0 ? 1 : Math.exp(tail * random.nextGaussian());
    double takes = (delay + spread * far) * factor;
    if (reordering > 0 && random.nextDouble() < reordering) {
      takes *= 2;
    }
    long there = leaves + Math.max(1, (long) takes);
    return down == 0 ? there : pass(downFree, to, bytes / down, there);
  }

  /** When a node's line goes on, which stands still at times of its own. */
  private long unclogged(int node, long at) {
    if (clogEvery == 0) {
      return at;
    }
    long within = Math.floorMod(at + (long) (x[node] * clogEvery), clogEvery);
    return within < clogFor ? at + clogFor - within : at;
  }

  /** Whether a packet that arrives is let in. */
  boolean isLetIn(int from, int to, long now) {
    return nats[to].letsIn(from, now);
  }

  /** Whether a packet arrives twice. */
  boolean isDoubled() {
    return duplication > 0 && random.nextDouble() < duplication;
  }

  private long pass(long[] free, int node, double seconds, long now) {
    long begins = Math.max(now, free[node]);
    if (begins - now > queue) {
      return LOST;
    }
    free[node] = begins + (long) (seconds * SECOND);
    return free[node];
  }

  /** What a node's clock shows. */
  long clock(int node, long now) {
    return now + (long) (now * (clocks[node] / 1e6));
  }

  /** When a node's clock will show that, or a little more: a node woken too early would not end. */
  long when(int node, long shown) {
    long when = (long) Math.ceil(shown / (1 + clocks[node] / 1e6));
    while (clock(node, when) < shown) { // by rounding
      when++;
    }
    return when;
  }
}
