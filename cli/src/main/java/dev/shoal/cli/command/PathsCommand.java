package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code shoal paths}. */
@Command(name = "paths", description = "Says where Shoal keeps what.")
final class PathsCommand extends Verb {
  @Mixin private final PlaceOptions place = new PlaceOptions();

  PathsCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Path state = place.stateFolder(console);
    Path identity = state.resolve("identity");
    Path peers = state.resolve("peers");
    console
        .out()
        .println(
            output.json
                ? JsonLine.event("paths", console.clock().millis())
                    .with("state", state.toString())
                    .with("identity", identity.toString())
                    .with("peers", peers.toString())
                    .end()
                : "state     " + state + "\nidentity  " + identity + "\npeers     " + peers);
    return 0;
  }
}
