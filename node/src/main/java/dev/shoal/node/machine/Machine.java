package dev.shoal.node.machine;

import dev.shoal.base.Clock;
import dev.shoal.base.Identity;
import dev.shoal.base.Locator;
import dev.shoal.content.Disk;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.ShareMemory;
import dev.shoal.host.Contents;
import dev.shoal.host.Dialer;
import dev.shoal.host.Encryption;
import dev.shoal.host.Host;
import dev.shoal.host.Limits;
import dev.shoal.host.Notes;
import dev.shoal.host.PeerMemory;
import dev.shoal.host.Runs;
import dev.shoal.host.Timers;
import dev.shoal.host.Workers;
import dev.shoal.net.Binding;
import dev.shoal.net.Http;
import dev.shoal.net.HttpClient;
import dev.shoal.net.Multicast;
import dev.shoal.net.MulticastSockets;
import dev.shoal.net.Names;
import dev.shoal.net.RateLimit;
import dev.shoal.net.SystemNames;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.TokenBucket;
import dev.shoal.net.Transport;
import dev.shoal.net.mapping.PortMapper;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The host that is this machine: its clock, threads, sockets, disks and memory. */
public final class Machine implements Host, AutoCloseable {
  /** A peer that answers at all does so within this; three lost packets on the way are forgiven. */
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Threads for one file store: two at least, so that a write that stalls does not hold up reads,
   * and no more than four, as more only add memory traffic, not speed.
   */
  private static final int DISK_THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

  /**
   * What a person chose.
   *
   * @param stateFolder where what is remembered of contents lies
   * @param first whether no other process uses that folder
   * @param identity how its id is made, at the first start
   * @param binding where all sockets stay
   * @param downLimit bytes a second, 0: no limit
   * @param upLimit bytes a second, 0: no limit
   * @param answersASecond of each overlay to strangers
   * @param maxConnections of all transfers together
   * @param encryption of connections to peers
   * @param proxy for HTTP
   * @param peerExchange whether peers tell each other of peers
   * @param passing whether the node will be gone soon
   * @param bootstrap first contacts of overlays
   * @param portMapping whether routers are asked to open the port
   */
  public record Settings(
      Path stateFolder,
      boolean first,
      Optional<Identity.Kind> identity,
      Binding binding,
      long downLimit,
      long upLimit,
      int answersASecond,
      int maxConnections,
      Encryption encryption,
      Optional<Locator.Ip> proxy,
      boolean peerExchange,
      boolean passing,
      List<Locator.Ip> bootstrap,
      boolean portMapping) {}

  private record NodeLimits(
      RateLimit down, RateLimit up, int answersASecond, int maxConnections, Encryption encryption)
      implements Limits {}

  private final Clock clock = Clock.system();
  private final SecureRandom random = new SecureRandom();
  private final SystemTimers timers = new SystemTimers(clock);
  private final WorkerPool hashing =
      new WorkerPool("hash", Runtime.getRuntime().availableProcessors());
  private final Map<Long, WorkerPool> disks = new ConcurrentHashMap<>();
  private final RunPool runs = new RunPool(RunPool.BUDGET);
  private final Transport transport;
  private final SystemNames names;
  private final Http http;
  private final MachinePorts ports;
  private final Contents contents;
  private final Notes notes;
  private final PeerFile peers;
  private final Identity identity;
  private final List<String> warnings = new ArrayList<>();
  private final MachineDatagrams datagrams = new MachineDatagrams();
  private final NodeDiscovery discovery;
  private final Limits limits;
  private final boolean portMapping;
  private Optional<PortMapper> mapper = Optional.empty();

  /** A machine that is used as the settings say. */
  public Machine(Settings settings) {
    this.transport = new TcpTransport(settings.binding());
    this.names = new SystemNames(settings.binding());
    this.http = new HttpClient(transport, names, clock, settings.proxy());
    this.ports = new MachinePorts(settings.binding());
    this.discovery =
        new NodeDiscovery(settings.peerExchange(), settings.passing(), settings.bootstrap());
    Path state = settings.stateFolder();
    Disk disk = new LocalDisk();
    this.contents =
        new LocalContents(state, clock, disk(state), disk, new ShareMemory(disk, state));
    StateNotes files = new StateNotes(state, settings.first(), disk, disk(state));
    this.notes = files;
    this.identity =
        new Identities(files, random, warnings::add).find(settings.first(), settings.identity());
    this.peers = new PeerFile(files, clock, timers, random, warnings::add);
    this.portMapping = settings.portMapping() && !settings.binding().loopbackOnly();
    this.limits =
        new NodeLimits(
            TokenBucket.of(settings.downLimit(), clock),
            TokenBucket.of(settings.upLimit(), clock),
            settings.answersASecond(),
            settings.maxConnections(),
            settings.encryption());
  }

  /** How connections are made and taken. */
  public Transport transport() {
    return transport;
  }

  /** The node's port is open: from now on a router is asked to let others in by it. */
  public void opened(int port) {
    ports.opened(port);
    if (portMapping) {
      PortMapper asking =
          PortMapper.open(ports.binding(), port, PortMapper.LIFETIME, clock, random);
      mapper = Optional.of(asking);
      ports.mappedBy(asking::latest);
    }
  }

  /** Nobody is to come in any more; waits for the router, a second at most. */
  public void leave() {
    mapper.ifPresent(PortMapper::close);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  /**
   * Unpredictable for every use: strangers see numbers of one and must not learn those of others.
   */
  @Override
  public RandomGenerator random(String stream) {
    return random;
  }

  @Override
  public Workers hashing() {
    return hashing;
  }

  @Override
  public Workers disk(Path of) {
    return disks.computeIfAbsent(LocalDisk.deviceOf(of), _ -> new WorkerPool("disk", DISK_THREADS));
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public Dialer dialer() {
    return to ->
        switch (to) {
          case Locator.Ip ip -> transport.dial(ip, DIAL_TIMEOUT);
        };
  }

  @Override
  public Names names() {
    return names;
  }

  @Override
  public Http http() {
    return http;
  }

  @Override
  public MachinePorts ports() {
    return ports;
  }

  @Override
  public MachineDatagrams datagrams() {
    return datagrams;
  }

  @Override
  public Multicast join(Multicast.Group group, Multicast.Listener listener) {
    return MulticastSockets.join(ports.binding(), group, listener);
  }

  @Override
  public Contents contents() {
    return contents;
  }

  /** What was not as it should be when it started. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public Notes notes() {
    return notes;
  }

  @Override
  public PeerMemory peers() {
    return peers.memory();
  }

  @Override
  public NodeDiscovery discovery() {
    return discovery;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /** Ends its threads; what they have begun is waited for, a short while. */
  @Override
  public void close() {
    peers.close();
    timers.close();
    names.close();
    disks.values().forEach(WorkerPool::close);
    hashing.close();
  }
}
