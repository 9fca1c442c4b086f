package dev.shoal.node;

import dev.shoal.base.Identity;
import dev.shoal.base.Locator;
import dev.shoal.host.Encryption;
import dev.shoal.host.Protocol;
import dev.shoal.net.Binding;
import dev.shoal.node.machine.Machine;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;

/** How a node is to be; {@link Node#builder} makes one. For one thread. */
public final class NodeBuilder {
  /** The port if nobody asks for another: SHOA on the keys of a telephone. */
  public static final int DEFAULT_PORT = 7462;

  /**
   * Connections cost a few dozen KiB each, and more of them than this do not make a swarm faster.
   */
  public static final int DEFAULT_MAX_CONNECTIONS = 1000;

  /** Answers a second: some hundred KB at the most; a node of the real DHT needs a few. */
  public static final int DEFAULT_ANSWERS = 500;

  Binding binding = Binding.any();
  OptionalInt port = OptionalInt.empty();
  boolean trackers = true;
  List<Protocol> protocols = List.of();
  private Optional<Path> stateFolder = Optional.empty();
  private long downLimit;
  private long upLimit;
  private int answersASecond = DEFAULT_ANSWERS;
  private int maxConnections = DEFAULT_MAX_CONNECTIONS;
  private Encryption encryption = Encryption.PREFER;
  private Optional<Locator.Ip> proxy = Optional.empty();
  private boolean peerExchange = true;
  private boolean passing;
  private boolean portMapping = true;
  private Optional<Identity.Kind> identity = Optional.empty();
  private List<Locator.Ip> bootstrap = List.of();
  private final Set<String> without = new HashSet<>();

  NodeBuilder() {}

  /** The node's own folder; if not set, {@link StateFolder#defaultPath}. */
  public NodeBuilder stateFolder(Path folder) {
    stateFolder = Optional.of(folder);
    return this;
  }

  /**
   * The address or interface that all sockets stay on, as a person writes it; {@code lo}: nothing
   * leaves the machine.
   *
   * @throws dev.shoal.base.Problem of kind USAGE if this machine has none of that name
   */
  public NodeBuilder bind(String addressOrInterface) {
    binding = Binding.parse(addressOrInterface);
    return this;
  }

  /**
   * The port to listen at, 0 for any free one. If not set, {@link #DEFAULT_PORT}, or any free one
   * if that is taken.
   */
  public NodeBuilder port(int number) {
    if (number < 0 || number > 0xFFFF) {
      throw new IllegalArgumentException("no port: " + number);
    }
    port = OptionalInt.of(number);
    return this;
  }

  /** The most payload in, in bytes a second; 0, as if not set: no limit. */
  public NodeBuilder downLimit(long bytesPerSecond) {
    downLimit = notNegative(bytesPerSecond);
    return this;
  }

  /** The most payload out, in bytes a second; 0, as if not set: no limit. */
  public NodeBuilder upLimit(long bytesPerSecond) {
    upLimit = notNegative(bytesPerSecond);
    return this;
  }

  /** The most questions of strangers that each overlay answers in a second, 1 or more. */
  public NodeBuilder answersASecond(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("who answers nobody is no node");
    }
    answersASecond = most;
    return this;
  }

  /** The most connections of all transfers together, 1 or more. */
  public NodeBuilder maxConnections(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("no connections, no transfers");
    }
    maxConnections = most;
    return this;
  }

  /** Whether connections to peers are encrypted; if not set, {@link Encryption#PREFER}. */
  public NodeBuilder encryption(Encryption policy) {
    encryption = policy;
    return this;
  }

  /** Whether trackers are used; they are if not set. */
  public NodeBuilder trackers(boolean used) {
    trackers = used;
    return this;
  }

  /** Whether peers tell each other of peers (BEP 11); they do if not set. */
  public NodeBuilder peerExchange(boolean used) {
    peerExchange = used;
    return this;
  }

  /** Whether the node will be gone soon, so that others shall not count on it; if not set, no. */
  public NodeBuilder passing(boolean soonGone) {
    passing = soonGone;
    return this;
  }

  /**
   * Whether a router between this machine and the internet is asked to let others in; it is if not
   * set. On loopback, or where no router is in the way, nobody is asked.
   */
  public NodeBuilder portMapping(boolean wanted) {
    portMapping = wanted;
    return this;
  }

  /** How the node's id is made at its first start; if not set, of a key. */
  public NodeBuilder identity(Identity.Kind kind) {
    identity = Optional.of(kind);
    return this;
  }

  /** First contacts of overlays, beside those that are well known or remembered. */
  public NodeBuilder bootstrap(List<Locator.Ip> contacts) {
    bootstrap = List.copyOf(contacts);
    return this;
  }

  /**
   * Leaves a protocol out.
   *
   * @param protocol its name: {@code mainline}, {@code lan}
   */
  public NodeBuilder without(String protocol) {
    without.add(protocol);
    return this;
  }

  /** An HTTP proxy for trackers and web addresses; peers are dialled without it. */
  public NodeBuilder httpProxy(Locator.Ip at) {
    proxy = Optional.of(at);
    return this;
  }

  /** Stands in for the protocols that are found on the module or class path. */
  NodeBuilder protocols(List<Protocol> these) {
    protocols = List.copyOf(these);
    return this;
  }

  /**
   * Opens the port and starts the protocols.
   *
   * @throws dev.shoal.base.Problem of kind CONFLICT if the port that was asked for is taken, of
   *     kind STORAGE if the state folder cannot be used, of kind USAGE if none is set and this user
   *     has no home folder
   */
  public Node start() {
    return new Node(this);
  }

  Path stateFolder() {
    return stateFolder.orElseGet(StateFolder::defaultPath);
  }

  Machine.Settings settings(StateFolder state) {
    return new Machine.Settings(
        state.path(),
        state.first(),
        identity,
        binding,
        downLimit,
        upLimit,
        answersASecond,
        maxConnections,
        encryption,
        proxy,
        peerExchange,
        passing,
        bootstrap,
        portMapping);
  }

  /** Sorted by name: the order of the class path must not matter. */
  List<Protocol> protocolsToStart() {
    if (!protocols.isEmpty()) {
      return protocols;
    }
    return ServiceLoader.load(Protocol.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(protocol -> !protocol.isOnRequest() && !without.contains(protocol.name()))
        .sorted(Comparator.comparing(Protocol::name))
        .toList();
  }

  private static long notNegative(long rate) {
    if (rate < 0) {
      throw new IllegalArgumentException("no rate: " + rate);
    }
    return rate;
  }
}
