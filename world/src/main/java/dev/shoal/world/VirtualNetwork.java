package dev.shoal.world;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A network in memory: hosts with lines of a rate, paths between them with delay and loss, streams
 * and datagrams. All that happens is an event of its {@link VirtualTime}, all chance comes from one
 * generator: one seed, one story.
 */
public final class VirtualNetwork {
  private final VirtualTime time;
  private final RandomGenerator random;
  private final Rates rates;
  private final PathQuality path;
  private final Trace trace;

  /** These maps are asked, never walked: their order does not matter. */
  private final Map<InetAddress, VirtualHost> hosts = new HashMap<>();

  private final Map<Way, PathQuality> paths = new HashMap<>();
  private final Map<InetAddress, Integer> islands = new HashMap<>();
  private int lastIsland;

  private record Way(InetAddress from, InetAddress to) {}

  /**
   * An empty network.
   *
   * @param rates of a host's line, if nothing else is said
   * @param path between two hosts, if nothing else is said
   */
  public VirtualNetwork(VirtualTime time, RandomGenerator random, Rates rates, PathQuality path) {
    this.time = time;
    this.random = random;
    this.rates = rates;
    this.path = path;
    this.trace = new Trace(time);
  }

  /** Adds a host with the usual line. */
  public VirtualHost addHost(InetAddress address) {
    return addHost(address, rates);
  }

  /** Adds a host with a line of its own. */
  public VirtualHost addHost(InetAddress address, Rates line) {
    VirtualHost host = new VirtualHost(this, address, line);
    if (hosts.putIfAbsent(address, host) != null) {
      throw new IllegalArgumentException("taken: " + address);
    }
    return host;
  }

  /** Changes the path between two hosts, both ways. */
  public void path(VirtualHost a, VirtualHost b, PathQuality quality) {
    paths.put(new Way(a.address(), b.address()), quality);
    paths.put(new Way(b.address(), a.address()), quality);
  }

  /** Puts hosts on an island: they reach each other and nobody else, until {@link #heal}. */
  public void partition(Collection<VirtualHost> island) {
    lastIsland++;
    for (VirtualHost host : island) {
      islands.put(host.address(), lastIsland);
    }
  }

  /** Ends every partition. */
  public void heal() {
    islands.clear();
  }

  /** The hash of all that has arrived so far: two runs of one seed agree in it. */
  public long traceHash() {
    return trace.hash();
  }

  /** The time that events of this network take. */
  public VirtualTime time() {
    return time;
  }

  Trace trace() {
    return trace;
  }

  PathQuality path(VirtualHost from, VirtualHost to) {
    return paths.getOrDefault(new Way(from.address(), to.address()), path);
  }

  /** The time one packet takes on its way, drawn anew for each. */
  long delay(VirtualHost from, VirtualHost to) {
    PathQuality quality = path(from, to);
    long jitter = quality.jitterNanos();
    return quality.delayNanos() + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
  }

  /** The longest time there and back, lines apart. */
  long roundTrip(VirtualHost a, VirtualHost b) {
    PathQuality there = path(a, b);
    PathQuality back = path(b, a);
    return there.delayNanos() + there.jitterNanos() + back.delayNanos() + back.jitterNanos();
  }

  /** Whether no packet passes: one of the two is off, or a partition lies between them. */
  boolean isCut(VirtualHost from, VirtualHost to) {
    return !from.isUp() || !to.isUp() || island(from) != island(to);
  }

  private int island(VirtualHost host) {
    return islands.getOrDefault(host.address(), 0);
  }

  /** Whether one of so many packets is lost. */
  boolean isLost(VirtualHost from, VirtualHost to, int packets) {
    double loss = path(from, to).loss();
    return isCut(from, to) || happens(packets == 1 ? loss : 1 - Math.pow(1 - loss, packets));
  }

  /** Draws; nothing is drawn for what cannot happen, so that one fault more shifts no other. */
  boolean happens(double chance) {
    return chance > 0 && random.nextDouble() < chance;
  }

  /** Who has that address. */
  Optional<VirtualHost> host(InetAddress address) {
    return Optional.ofNullable(hosts.get(address));
  }
}
