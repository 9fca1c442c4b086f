package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.show.Words;
import dev.shoal.host.Found;
import dev.shoal.node.Node;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code shoal find}. */
@Command(
    name = "find",
    description = {
      "Asks the peers on this network who has a file of that name, and lists the answers.",
      "Nobody but the nodes on the same link hears it; they answer for what was shared with",
      "--findable."
    },
    footer = {
      "",
      "Examples:",
      "  shoal find holiday photos",
      "  shoal find .iso --json",
      "  shoal get --lan holiday photos"
    })
final class FindCommand extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "WORDS",
      description = "all of them are in the name of it or of a file in it, in any case")
  private List<String> words = new ArrayList<>();

  @Mixin private final PlaceOptions place = new PlaceOptions();

  FindCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    try (Node node =
        place
            .builder(place.stateFolder(console))
            .passing(true)
            .trackers(false)
            .without("mainline")
            .start()) {
      for (List<Found> peers : Finds.of(node, words).contents()) {
        if (output.json) {
          long now = console.clock().millis();
          peers.forEach(found -> console.out().println(Finds.json(found, now)));
        } else {
          console.out().println(Finds.line(peers));
          console.out().println("  shoal get " + Words.quoted(Finds.link(peers)));
        }
      }
    }
    return 0;
  }
}
