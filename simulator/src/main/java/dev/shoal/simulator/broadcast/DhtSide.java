package dev.shoal.simulator.broadcast;

import dev.shoal.base.NodeId;
import dev.shoal.simulator.dht.ContentDht;
import dev.shoal.simulator.dht.ContentLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The same questions, in a DHT of as many nodes. */
final class DhtSide {
  private static final long SECOND = 1_000_000_000L;

  /** Lookups do not begin all at once. */
  private static final long APART = SECOND / 50;

  /** What has not ended by then never will. */
  private static final long PATIENCE = 12 * SECOND;

  /** Of the holders of a content; more would be named as well, and change nothing. */
  private static final int MOST_ANNOUNCERS = 8;

  final ContentDht dht;
  private final int nodes;
  private final int paths;
  private final RandomGenerator random;

  DhtSide(Setup setup, int nodes) {
    this.dht = new ContentDht(setup.told());
    this.nodes = nodes;
    this.paths = setup.paths();
    this.random = dht.simulation().random();
    for (int node = 0; node < nodes; node++) {
      dht.add();
    }
    for (int node = 0; node < nodes; node++) {
      dht.settle(node);
    }
  }

  /** Lets so many nodes have new contents, and looks for these from others. */
  Answers ask(int contents, int holders) {
    List<NodeId> all = new ArrayList<>();
    for (int i = 0; i < contents; i++) {
      NodeId content = dht.anyContent();
      all.add(content);
      int announcers = Math.min(holders, MOST_ANNOUNCERS);
      random.ints(0, nodes).distinct().limit(announcers).forEach(it -> announce(it, content));
      dht.simulation().runFor(APART * announcers);
    }
    dht.simulation().runFor(PATIENCE);
    List<Optional<ContentLookup>> ended = new ArrayList<>();
    for (NodeId content : all) {
      int place = ended.size();
      ended.add(Optional.empty());
      look(random.nextInt(nodes), content, it -> ended.set(place, Optional.of(it)));
      dht.simulation().runFor(APART);
    }
    dht.simulation().runFor(PATIENCE);
    Answers answers = new Answers();
    ended.forEach(it -> it.ifPresentOrElse(answers::add, answers::addFailed));
    return answers;
  }

  /** Lets a node look for a content and say that it has it. */
  void announce(int node, NodeId content) {
    look(node, content, it -> dht.announce(node, content, it.found(), stored -> {}));
  }

  /** Lets a node look for a content. */
  void look(int node, NodeId content, java.util.function.Consumer<ContentLookup> done) {
    dht.look(node, content, paths, peers -> {}, done);
  }
}
