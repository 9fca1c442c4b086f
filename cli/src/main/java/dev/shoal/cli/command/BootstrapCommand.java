package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.node.Node;
import dev.shoal.node.NodeBuilder;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shoal bootstrap}. */
@Command(
    name = "bootstrap",
    description = {
      "Is somebody's first contact in the DHT, until Ctrl-C: it answers, and knows others.",
      "Others join by it with --bootstrap and one of the addresses that it prints."
    },
    footer = {
      "",
      "Examples:",
      "  shoal bootstrap",
      "  shoal get HASH --bootstrap 192.0.2.7:7462     on another machine"
    })
final class BootstrapCommand extends Verb {
  /** A network of a hundred thousand that all begin within a minute asks about so much. */
  private static final int ANSWERS = 5000;

  private static final long TOLD_SECONDS = 60;

  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Mixin private final RouterOptions router = new RouterOptions();

  @Mixin private final BootstrapOptions bootstrap = new BootstrapOptions();

  @Option(
      names = "--answers",
      paramLabel = "N",
      description = "questions answered a second, on average; default " + ANSWERS)
  private int answers = ANSWERS;

  BootstrapCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws InterruptedException {
    Signals signals = Signals.install();
    CountDownLatch end = new CountDownLatch(1);
    signals.attend(end::countDown);
    if (answers < 1) {
      throw new Problem(
          Problem.Kind.USAGE, "--answers counts questions: " + answers, "--answers 1");
    }
    NodeBuilder builder =
        place
            .builder(place.stateFolder(console))
            .without("lan")
            .portMapping(router.allowed())
            .answersASecond(answers)
            .bootstrap(bootstrap.contacts(place.binding()));
    try (Node node = builder.start()) {
      var overlay =
          node.overlay()
              .orElseThrow(
                  () -> new Problem(Problem.Kind.UNEXPECTED, "this Shoal has no DHT in it"));
      new Standings(this, console).run(node, overlay, end, TOLD_SECONDS);
      return signals.signal().map(Signals.Ending::exitCode).orElse(0);
    }
  }
}
