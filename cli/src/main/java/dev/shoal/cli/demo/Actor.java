package dev.shoal.cli.demo;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.host.PeerView;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.node.Exchange;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One node of the tour, with what it has told so far. For a single thread. */
final class Actor {
  private final String name;
  private final Role role;
  private final Exchange exchange;
  private final Map<Integer, String> names; // of all nodes, by the ports they listen at
  private final Map<Locator.Ip, PeerView> here = new HashMap<>();
  private final Map<String, Long> gave = new TreeMap<>(); // to those who left
  private final Map<Locator.Ip, Integer> ports = new HashMap<>(); // of all who were ever here
  private final Set<Locator.Ip> banned = new HashSet<>();
  private int wrong;
  private Optional<Path> copy = Optional.empty();
  private OptionalLong completed = OptionalLong.empty();

  Actor(String name, Role role, Exchange exchange, Map<Integer, String> names) {
    this.name = name;
    this.role = role;
    this.exchange = exchange;
    this.names = names;
  }

  Exchange exchange() {
    return exchange;
  }

  String name() {
    return name;
  }

  /** Where its file is, once it has got it. */
  Optional<Path> copy() {
    return copy;
  }

  /**
   * Takes in what its node tells.
   *
   * @param millis since the getters were let go
   * @throws Problem if it cannot go on
   */
  void on(TransferEvent event, long millis) {
    switch (event) {
      case TransferEvent.Peer(PeerView view, TransferEvent.Peer.State state) -> {
        see(view);
        if (state == TransferEvent.Peer.State.LEFT) {
          here.remove(view.locator());
          gave.merge(who(view.port()), view.uploaded(), Long::sum);
        }
      }
      case TransferEvent.PieceWrong _ -> wrong++;
      case TransferEvent.Banned(Locator.Ip peer, _) -> banned.add(peer);
      case TransferEvent.Completed done -> {
        copy = Optional.of(done.path());
        completed = OptionalLong.of(millis);
      }
      case TransferEvent.Failed(Problem problem) -> throw problem;
      default -> {}
    }
  }

  private void see(PeerView view) {
    here.put(view.locator(), view);
    ports.put(view.locator(), view.port());
  }

  private String who(int port) {
    return names.getOrDefault(port, "somebody");
  }

  /** How it stood before anything happened. */
  Act unseen() {
    var nothing = new Progress(Progress.Phase.CHECKING, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return new Act(name, role, nothing, 0, Map.of(), 0, new TreeSet<>(), OptionalLong.empty());
  }

  /** How it stands now. */
  Act act() {
    List<PeerView> peers = exchange.peers();
    peers.forEach(this::see);
    Map<String, Long> given = new TreeMap<>(gave);
    here.values().forEach(peer -> given.merge(who(peer.port()), peer.uploaded(), Long::sum));
    TreeSet<String> out = new TreeSet<>();
    banned.forEach(peer -> out.add(who(ports.getOrDefault(peer, 0))));
    int givers = (int) peers.stream().filter(peer -> peer.downRate() > 0).count();
    return new Act(name, role, exchange.progress(), givers, given, wrong, out, completed);
  }
}
