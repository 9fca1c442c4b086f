package dev.shoal.node;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.host.Claim;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Fetcher;
import dev.shoal.host.Found;
import dev.shoal.host.Overlay;
import dev.shoal.host.Protocol;
import dev.shoal.host.Publisher;
import dev.shoal.host.Recipe;
import dev.shoal.host.Running;
import dev.shoal.host.Scraped;
import dev.shoal.net.DatagramPort;
import dev.shoal.net.Door;
import dev.shoal.net.Transport;
import dev.shoal.net.mapping.Outcome;
import dev.shoal.node.machine.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A peer among peers: it shares what is here and gets what others share, until it is closed. All
 * methods may be called by any thread.
 *
 * <pre>{@code
 * try (Node node = Node.builder().start();
 *     Download download = node.get(link, GetOptions.defaults())) {
 *   Path file = download.await();
 * }
 * }</pre>
 */
public final class Node implements AutoCloseable {
  /** What a protocol or a transfer may take to end, with a little more for a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Times that the system is asked for a port that is free for TCP and UDP. */
  private static final int ATTEMPTS = 20;

  private final StateFolder state;
  private final Machine machine;
  private final Descriptions descriptions;
  private final boolean useTrackers;
  private final List<Running> running = new ArrayList<>();
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final List<Transport.Listener> listeners = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  Node(NodeBuilder wanted) {
    this.state = StateFolder.open(wanted.stateFolder());
    this.machine = new Machine(wanted.settings(state));
    this.descriptions = new Descriptions(machine);
    this.useTrackers = wanted.trackers;
    try {
      Entrances entrances = start(wanted.protocolsToStart());
      open(wanted, new Door(entrances.connections));
      machine.datagrams().receive(entrances.datagrams);
      running.forEach(Running::opened);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A node of which nothing is chosen yet. */
  public static NodeBuilder builder() {
    return new NodeBuilder();
  }

  /** The port it listens at. */
  public int port() {
    return machine.ports().port();
  }

  /** The addresses under which others on the same network reach it. */
  public List<Locator.Ip> listening() {
    return machine.ports().listening();
  }

  /** What a router has opened for it, so that others outside reach it; empty before and if not. */
  public Optional<Outcome.Mapped> mapped() {
    return machine.ports().mapped();
  }

  /**
   * Begins to get what is named, or goes on where it was left; returns at once, but for a
   * description that is fetched first.
   *
   * @param name a link, a hash, the path of a file that describes content, or its http(s) address
   * @throws Problem if it names nothing that can be got
   */
  public Download get(String name, GetOptions options) {
    FetchPlan plan =
        new FetchPlan(
            options.into(),
            options.conflict(),
            options.selection(),
            options.first(),
            options.sequential(),
            options.trackers(),
            options.peers(),
            useTrackers);
    Fetcher fetcher = fetcher(name, content(name));
    EventFeed feed = new EventFeed();
    return open(new Download(fetcher.fetch(plan, feed), feed, exchanges::remove));
  }

  /**
   * Asks the trackers that a link or description names how many peers have it, without joining
   * them; waits, a quarter of a minute at most.
   *
   * @param name as for {@link #get}
   * @throws Problem if it names nothing
   */
  public List<Scraped> scrape(String name) {
    ContentName content = content(name);
    return running.stream().flatMap(protocol -> protocol.scrape(content).stream()).toList();
  }

  /** What was not as it should be when it started, in sentences for people. */
  public List<String> warnings() {
    return machine.warnings();
  }

  /** The structured overlay that this node takes part in, such as the DHT, if it does. */
  public Optional<Overlay> overlay() {
    return machine.discovery().overlay();
  }

  /**
   * Asks the others on the local network what they share by such a name; waits for their answers.
   *
   * @param words all of them are in its name, in any case
   * @param patience how long to wait; a second and a half is plenty
   * @return the best to get it from first
   */
  public List<Found> find(List<String> words, Duration patience) {
    return running.stream()
        .flatMap(protocol -> protocol.find(words, patience).stream())
        .sorted(Found.BEST_FIRST)
        .toList();
  }

  /**
   * Begins to share a file or folder, which stays where it is; returns at once.
   *
   * @throws Problem if it cannot be shared
   */
  public Share share(Path path, ShareOptions options) {
    Recipe recipe =
        new Recipe(
            path,
            options.description().map(descriptions::read).orElseGet(() -> new byte[0]),
            options.pieceSize(),
            options.trackers(),
            options.privateContent(),
            options.excludes(),
            options.peers(),
            useTrackers,
            options.superSeed(),
            options.findable());
    Publisher publisher =
        first(protocol -> protocol.publisher(recipe), "no protocol can share " + path);
    EventFeed feed = new EventFeed();
    return open(new Share(publisher.publish(feed), feed, exchanges::remove));
  }

  /** Ends all of it, transfers first: state saved, trackers told. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listeners.forEach(Transport.Listener::close);
    Stream<Runnable> transfers = exchanges.stream().map(exchange -> exchange::close);
    closeAll(Stream.concat(transfers, Stream.of(machine::leave)).toList());
    closeAll(running.stream().<Runnable>map(protocol -> protocol::close).toList());
    machine.datagrams().close();
    machine.close();
    state.close();
  }

  private <T extends Exchange> T open(T exchange) {
    exchanges.add(exchange);
    if (closed.get()) {
      exchange.close();
      throw new IllegalStateException("the node is closed");
    }
    return exchange;
  }

  private record Entrances(List<Door.Entrance> connections, List<DatagramPort.Entrance> datagrams) {
    Entrances() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private Entrances start(List<Protocol> protocols) {
    Entrances entrances = new Entrances();
    for (Protocol protocol : protocols) {
      Running started = protocol.start(machine);
      running.add(started);
      machine.discovery().add(started);
      for (Claim claim : protocol.claims()) {
        entrances.connections.add(new Door.Entrance(claim.prefix(), started::accept));
      }
      for (Claim claim : protocol.datagramClaims()) {
        entrances.datagrams.add(new DatagramPort.Entrance(claim.prefix(), started::datagram));
      }
    }
    return entrances;
  }

  private void open(NodeBuilder wanted, Door door) {
    if (wanted.port.isPresent() && wanted.port.getAsInt() != 0) {
      openAt(wanted, door, wanted.port.getAsInt());
      return;
    }
    List<Integer> ports = new ArrayList<>(Collections.nCopies(ATTEMPTS, 0));
    if (wanted.port.isEmpty()) {
      ports.addFirst(NodeBuilder.DEFAULT_PORT);
    }
    for (int port : ports) {
      try {
        openAt(wanted, door, port);
        return;
      } catch (Problem taken) {
        if (taken.kind() != Problem.Kind.CONFLICT) {
          throw taken;
        }
      }
    }
    throw new Problem(Problem.Kind.CONFLICT, "no port is free", "choose one with --port");
  }

  /** Opens TCP and UDP at one port: others expect both there. */
  private void openAt(NodeBuilder wanted, Door door, int port) {
    DatagramPort datagrams = DatagramPort.open(wanted.binding, port);
    try {
      Transport.Listener listener = machine.transport().listen(datagrams.port(), door::enter);
      listeners.add(listener);
      machine.datagrams().opened(datagrams);
      machine.opened(listener.port());
    } catch (RuntimeException e) {
      datagrams.close();
      throw e;
    }
  }

  /** What names a file that is there is not taken for a link. */
  private ContentName content(String name) {
    if (Descriptions.isUrl(name)) {
      return new ContentName.Description(descriptions.fetch(name));
    }
    return Descriptions.file(name)
        .<ContentName>map(file -> new ContentName.Description(descriptions.read(file)))
        .orElseGet(() -> new ContentName.Link(name));
  }

  private Fetcher fetcher(String name, ContentName content) {
    return first(
        protocol -> protocol.fetcher(content),
        switch (content) {
          case ContentName.Link _ -> "neither a link, nor a hash, nor a file: " + name;
          case ContentName.Description _ -> name + " does not describe any content";
        });
  }

  /** What the first protocol that is able offers; if none is, the first that said why is quoted. */
  private <T> T first(Function<Running, Optional<T>> ask, String otherwise) {
    if (closed.get()) {
      throw new IllegalStateException("the node is closed");
    }
    Optional<Problem> why = Optional.empty();
    for (Running protocol : running) {
      try {
        Optional<T> able = ask.apply(protocol);
        if (able.isPresent()) {
          return able.get();
        }
      } catch (Problem problem) {
        why = why.or(() -> Optional.of(problem));
      }
    }
    throw why.orElseGet(() -> new Problem(Problem.Kind.USAGE, otherwise));
  }

  /** Side by side, as each may wait for others to be told. */
  private static void closeAll(List<Runnable> closings) {
    List<Thread> threads =
        closings.stream().map(task -> Thread.ofVirtual().name("closing").start(task)).toList();
    long start = System.nanoTime();
    try {
      for (Thread thread : threads) {
        boolean _ = thread.join(PATIENCE.minusNanos(System.nanoTime() - start));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
