package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Locator;
import dev.shoal.cli.plugin.Console;
import dev.shoal.host.Encryption;
import dev.shoal.net.Binding;
import dev.shoal.node.Node;
import dev.shoal.node.NodeBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Mixin private final BootstrapOptions bootstrap = new BootstrapOptions();

  @Mixin private final RouterOptions router = new RouterOptions();

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
    return Addresses.parse(peers, binding());
  }

  /** Where the sockets stay. */
  Binding binding() {
    return place.binding();
  }

  /** The node's own folder. */
  Path stateFolder(Console console) {
    return place.stateFolder(console);
  }

  /**
   * Starts the node.
   *
   * @param passing whether it will be gone soon
   */
  Node start(Console console, boolean passing) {
    return start(place.stateFolder(console), passing);
  }

  /** Starts the node with another folder of its own. */
  Node start(Path stateFolder, boolean passing) {
    NodeBuilder builder =
        place
            .builder(stateFolder)
            .trackers(!noTrackers)
            .passing(passing)
            .portMapping(router.allowed())
            .peerExchange(!noPex)
            .bootstrap(bootstrap.contacts(binding()))
            .encryption(encryption)
            .upLimit(up.map(Bytes::parse).orElse(0L))
            .downLimit(down.map(Bytes::parse).orElse(0L));
    if (noDht) {
      builder.without("mainline");
    }
    if (noLan) {
      builder.without("lan");
    }
    return builder.start();
  }
}
