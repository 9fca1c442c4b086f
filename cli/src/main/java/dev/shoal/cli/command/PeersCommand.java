package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.Words;
import dev.shoal.discovery.book.Remembered;
import dev.shoal.node.KnownNodes;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shoal peers}. */
@Command(
    name = "peers",
    description = {
      "Lists the nodes that this one remembers, those that answered last first.",
      "Nobody is asked. A node that is at work writes its memory every quarter of an hour."
    },
    footer = {
      "",
      "Examples:",
      "  shoal peers",
      "  shoal peers --most 10 --json",
      "  shoal peers --forget"
    })
final class PeersCommand extends Verb {
  private static final int SCREENFUL = 50;
  private static final int NETWORK = 10;
  private static final int ADDRESS = 22;
  private static final int STATE = 26;

  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Option(names = "--most", paramLabel = "N", description = "how many are listed; default 50")
  private int most = SCREENFUL;

  @Option(names = "--forget", description = "forget all of them")
  private boolean forget;

  PeersCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    if (most < 0) {
      throw new Problem(Problem.Kind.USAGE, "--most counts nodes: " + most, "--most 50");
    }
    Path state = place.stateFolder(console);
    if (forget) {
      KnownNodes.forget(state);
      return 0;
    }
    List<Remembered> all = KnownNodes.in(state);
    long now = console.clock().millis();
    for (Remembered node : all.subList(0, Math.min(most, all.size()))) {
      console.out().println(output.json ? json(node, now) : line(node, now));
    }
    if (!output.json && !output.quiet && (all.size() > most || all.isEmpty())) {
      console
          .err()
          .println(
              all.isEmpty()
                  ? "no node is remembered in " + state
                  : "and " + Words.count(all.size() - most, "more node") + ": --most");
    }
    return 0;
  }

  private static String line(Remembered node, long now) {
    long answered = node.times().lastAnswer();
    String state =
        !node.tried()
            ? "new, named " + Words.age(now - node.times().lastSeen()) + " ago"
            : "answered " + Words.age(now - answered) + " ago";
    String from = node.source().equals(node.node()) ? "itself" : node.source().toString();
    return Columns.pad(node.network(), NETWORK)
        + Columns.pad(
            node.node().toString(), Math.max(ADDRESS, node.node().toString().length() + 1))
        + Columns.pad(state, STATE)
        + "from "
        + from;
  }

  private static String json(Remembered node, long now) {
    Remembered.Times times = node.times();
    return JsonLine.event("remembered", now)
        .with("network", node.network())
        .with("address", node.node().toString())
        .with("tried", node.tried())
        .with("source", node.source().toString())
        .with("firstSeen", times.firstSeen())
        .with("lastSeen", times.lastSeen())
        .withKnown("lastTry", times.lastTry() == 0 ? -1 : times.lastTry())
        .withKnown("lastAnswer", times.lastAnswer() == 0 ? -1 : times.lastAnswer())
        .with("failures", node.failures())
        .end();
  }
}
