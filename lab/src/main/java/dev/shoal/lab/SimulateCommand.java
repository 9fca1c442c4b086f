package dev.shoal.lab;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.show.Screen;
import dev.shoal.lab.report.ReportFile;
import dev.shoal.lab.report.ReportPage;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code shoal simulate}. */
@Command(
    name = "simulate",
    description = {
      "Runs Shoal's own code, as many nodes of it as fit into memory, on virtual time: the same",
      "seed gives the same run. Without a scenario it lists them; nothing leaves this machine."
    },
    footer = {
      "",
      "Examples:",
      "  shoal simulate",
      "  shoal simulate lookup --nodes 10000 --report lookup.html",
      "  shoal simulate swarm --seed 7 --network home --json",
      "  shoal simulate lookup --print > mine; shoal simulate lookup --file mine"
    })
final class SimulateCommand extends Verb {
  private static final String BY_REFERENCE = "by-reference=yes";

  /** The names of the scenarios, for shells to complete. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Scenarios.all().stream().map(Scenario::name).iterator();
    }
  }

  @picocli.CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      description = "what to simulate; without one, what there is",
      completionCandidates = Names.class)
  private Optional<String> scenario = Optional.empty();

  @Option(names = "--nodes", paramLabel = "N", description = "how many nodes")
  private Optional<String> nodes = Optional.empty();

  @Option(names = "--seed", paramLabel = "S", description = "what all chance comes from")
  private Optional<String> seed = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "NAME|FILE",
      description = "lan, home, internet, hostile, or a file with parameters of the network")
  private Optional<String> network = Optional.empty();

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "one parameter; repeatable")
  private List<String> set = new ArrayList<>();

  @Option(names = "--file", paramLabel = "FILE", description = "parameters, as --print writes them")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--by-reference",
      description = "messages are not encoded; the same run in less time and memory")
  private boolean byReference;

  @Option(names = "--csv", description = "figures and tables as comma-separated values")
  private boolean csv;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "write a page with charts, drawings and replays; it needs no network")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--print", description = "print the parameters as a file, and run nothing")
  private boolean print;

  SimulateCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    if (csv && output.json) {
      throw new Problem(Problem.Kind.USAGE, "--csv and --json exclude each other");
    }
    Screen screen = screen();
    if (scenario.isEmpty()) {
      list(screen);
      return 0;
    }
    Scenario chosen = Scenarios.of(scenario.get());
    Wish wish = new Wish(file, network, wishes());
    Parameters parameters = wish.of(chosen, console);
    if (print) {
      console.out().print(parameters.format());
      return 0;
    }
    Optional<ReportFile> page = report.map(it -> ReportFile.at(console.resolve(it), it));
    Signals signals = Signals.install();
    signals.attend(() -> {}); // the watcher looks for it
    Teller teller = teller(screen);
    BooleanSupplier goesOn = () -> signals.signal().isEmpty();
    try {
      Report shown =
          chosen.run(parameters, new Watching(chosen.name(), teller, console.clock(), goesOn));
      page.ifPresent(it -> it.write(ReportPage.of(shown, wish.again(chosen, shown.parameters()))));
      teller.see(shown, page.map(ReportFile::written));
    } catch (Watcher.Stopped stopped) {
      screen.erase();
      if (!output.quiet && !output.json) {
        screen.message("stopped");
      }
    } catch (OutOfMemoryError tooMany) {
      throw new Problem(
          Problem.Kind.STORAGE,
          "so many nodes do not fit into the memory that there is",
          "fewer --nodes, or --by-reference",
          tooMany);
    } finally {
      screen.erase();
    }
    return signals.signal().map(Signals.Ending::exitCode).orElse(0);
  }

  private Teller teller(Screen screen) {
    boolean shown = !output.quiet && !output.noProgress;
    if (output.json) {
      return new Teller.Program(screen, console.clock(), shown);
    }
    return csv ? new Teller.Sheet(screen) : new Teller.Person(screen, output.quiet);
  }

  private List<String> wishes() {
    List<String> all = new ArrayList<>();
    nodes.ifPresent(it -> all.add("nodes=" + it));
    seed.ifPresent(it -> all.add("seed=" + it));
    if (byReference) {
      all.add(BY_REFERENCE);
    }
    all.addAll(set);
    return all;
  }

  private void list(Screen screen) {
    Scenarios.lines().forEach(screen::result);
    if (!output.quiet) {
      screen.message("shoal simulate SCENARIO [--nodes N] [--seed S] [--report FILE.html]");
    }
  }
}
