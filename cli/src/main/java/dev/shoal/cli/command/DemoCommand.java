package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.cli.demo.Audience;
import dev.shoal.cli.demo.Plan;
import dev.shoal.cli.demo.Tour;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.show.Screen;
import dev.shoal.node.StateFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code shoal demo}. */
@Command(
    name = "demo",
    description = {
      "A tour on this machine alone: nodes meet, a file spreads from one to all, and one that lies",
      "is thrown out. They are ordinary nodes with sockets on loopback; nothing is left behind."
    },
    footer = {"", "Examples:", "  shoal demo", "  shoal demo --peers 8 --size 256MiB --up 0"})
final class DemoCommand extends Verb {
  @Option(names = "--size", paramLabel = "SIZE", description = "of the file; default: 64MiB")
  private String size = "64MiB";

  @Option(names = "--peers", paramLabel = "N", description = "how many get it; default: 4")
  private int peers = 4;

  @Option(
      names = "--up",
      paramLabel = "RATE",
      description = "bytes a second out of the one who shares; default: what can be watched")
  private Optional<String> up = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "all files are in a folder below it meanwhile; shoal paths shows it")
  private Optional<Path> state = Optional.empty();

  DemoCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    long bytes = Bytes.parse(size);
    Plan plan = new Plan(bytes, peers, up.map(Bytes::parse).orElse(Plan.watchable(bytes)));
    Screen screen = screen();
    Signals signals = Signals.install();
    signals.attend(() -> {}); // the tour looks for it
    boolean played;
    try (Scratch scratch =
        Scratch.in(state.map(console::resolve).orElseGet(StateFolder::defaultPath))) {
      Tour tour = new Tour(scratch.folder("demo"), plan, console.clock(), audience(screen));
      played = tour.play(() -> signals.signal().isPresent());
    } finally {
      screen.erase();
    }
    if (!output.json && !output.quiet) {
      screen.message(
          played ? "Now with your own file:  shoal share FILE" : "stopped; nothing is left behind");
    }
    return signals.signal().map(Signals.Ending::exitCode).orElse(0);
  }

  private Audience audience(Screen screen) {
    if (output.json) {
      return new Audience.Parsing(screen, console.clock());
    }
    return screen.drawing()
        ? new Audience.Watching(screen, colours())
        : new Audience.Reading(screen, output.quiet);
  }
}
