package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.host.Encryption;
import dev.shoal.net.Binding;
import dev.shoal.node.Node;
import dev.shoal.node.NodeBuilder;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every verb that starts a node understands. */
final class NodeOptions {
  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Option(names = "--tracker", paramLabel = "URL", description = "one more tracker; repeatable")
  private List<String> trackers = new ArrayList<>();

  @Option(names = "--peer", paramLabel = "HOST:PORT", description = "dial this one; repeatable")
  private List<String> peers = new ArrayList<>();

  @Option(names = "--no-trackers", description = "ask no tracker")
  private boolean noTrackers;

  @Option(names = "--up", paramLabel = "RATE", description = "bytes a second out: 500KB, 2MiB")
  private Optional<String> up = Optional.empty();

  @Option(names = "--down", paramLabel = "RATE", description = "bytes a second in")
  private Optional<String> down = Optional.empty();

  @Option(
      names = "--encryption",
      paramLabel = "WAY",
      description = "prefer (default): plain or encrypted, as others want it; require; or off")
  private Encryption encryption = Encryption.PREFER;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "a first contact in the DHT; repeatable")
  private List<String> bootstrap = new ArrayList<>();

  @Option(names = "--no-dht", description = "stay out of the DHT")
  private boolean noDht;

  @Option(names = "--no-lan", description = "say and hear nothing on the local network")
  private boolean noLan;

  @Option(names = "--no-pex", description = "do not exchange peers with peers")
  private boolean noPex;

  /** The trackers that were added. */
  List<URI> trackers() {
    return trackers.stream().map(Urls::tracker).toList();
  }

  /** Whether trackers are asked at all. */
  boolean usesTrackers() {
    return !noTrackers;
  }

  /** The peers that were added, names looked up if the node may. */
  List<Locator.Ip> peers() {
    return locators(peers);
  }

  private List<Locator.Ip> locators(List<String> written) {
    boolean confined = !written.isEmpty() && binding().loopbackOnly();
    return written.stream().flatMap(peer -> peer(peer, confined).stream()).toList();
  }

  private static List<Locator.Ip> peer(String written, boolean confined) {
    int colon = written.lastIndexOf(':');
    String host = colon < 0 ? "" : written.substring(0, colon).replaceAll("^\\[|]$", "");
    String digits = written.substring(colon + 1);
    if (host.isEmpty()
        || !digits.matches("\\d{1,5}")
        || !PlaceOptions.isPort(Integer.parseInt(digits))) {
      throw new Problem(
          Problem.Kind.USAGE,
          "not a peer: " + written,
          "write it like 192.0.2.7:7462 or [2001:db8::7]:7462");
    }
    int port = Integer.parseInt(digits);
    try {
      return List.of(new Locator.Ip(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException aName) {
      return named(host, port, confined);
    }
  }

  private static List<Locator.Ip> named(String host, int port, boolean confined) {
    if (confined) {
      throw new Problem(
          Problem.Kind.USAGE, "a node bound to loopback looks up no name: " + host, "its address");
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> new Locator.Ip(address, port))
          .toList();
    } catch (UnknownHostException e) {
      throw new Problem(Problem.Kind.NETWORK, "there is no host of the name " + host, "", e);
    }
  }

  /** Where the sockets stay. */
  Binding binding() {
    return place.binding();
  }

  /** The node's own folder. */
  Path stateFolder(Console console) {
    return place.stateFolder(console);
  }

  /** Starts the node. */
  Node start(Console console) {
    return start(place.stateFolder(console));
  }

  /** Starts the node with another folder of its own. */
  Node start(Path stateFolder) {
    NodeBuilder builder =
        Node.builder()
            .stateFolder(stateFolder)
            .trackers(!noTrackers)
            .peerExchange(!noPex)
            .bootstrap(locators(bootstrap))
            .encryption(encryption)
            .upLimit(up.map(Bytes::parse).orElse(0L))
            .downLimit(down.map(Bytes::parse).orElse(0L));
    if (noDht) {
      builder.without("mainline");
    }
    if (noLan) {
      builder.without("lan");
    }
    place.bind().ifPresent(builder::bind);
    place.port().ifPresent(builder::port);
    return builder.start();
  }
}
