package dev.shoal.cli.command;

import static java.util.stream.Collectors.joining;

import dev.shoal.base.Locator;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Words;
import dev.shoal.host.Overlay;
import dev.shoal.node.Node;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tells how a node stands in the DHT, when that changes, until the end. */
final class Standings {
  private final Verb verb;
  private final Console console;

  Standings(Verb verb, Console console) {
    this.verb = verb;
    this.console = console;
  }

  void run(Node node, Overlay overlay, CountDownLatch end, long seconds)
      throws InterruptedException {
    listening(node);
    Listening router = Listening.to(node, verb.reporter(verb.screen()));
    List<String> told = List.of();
    long pause = 1;
    do {
      router.look();
      List<Overlay.Standing> standing = overlay.standing();
      List<String> now = standing.stream().map(it -> line(it, 0)).toList(); // no time: to compare
      if (!now.equals(told)) {
        long millis = console.clock().millis();
        (verb.output.json ? console.out() : console.err())
            .println(standing.stream().map(it -> line(it, millis)).collect(joining("\n")));
        console.out().flush();
        told = now;
      }
      pause = Math.min(seconds, pause * 2);
    } while (!DhtCommand.await(end, pause));
  }

  private void listening(Node node) {
    node.warnings().forEach(warning -> verb.reporter(verb.screen()).warning(warning, ""));
    List<Locator.Ip> addresses = node.listening();
    if (verb.output.json) {
      console
          .out()
          .println(
              JsonLine.event("listening", console.clock().millis())
                  .with(
                      "address",
                      addresses.isEmpty() ? "" : addresses.getFirst().address().getHostAddress())
                  .with("port", node.port())
                  .end());
    } else {
      addresses.forEach(address -> console.out().println(address));
    }
    console.out().flush();
  }

  private String line(Overlay.Standing it, long millis) {
    long nodes = it.nodes().isPresent() ? Math.round(it.nodes().getAsDouble()) : -1;
    if (verb.output.json) {
      return JsonLine.event("standing", millis)
          .with("id", it.id().toString())
          .with("contacts", it.contacts().size())
          .with("joined", it.joined())
          .withKnown("nodes", nodes)
          .with("seenAs", it.seenAs().map(address -> address.getHostAddress()).orElse(""))
          .with("kept", it.kept())
          .end();
    }
    return it.id()
        + "  "
        + Words.count(it.contacts().size(), "contact")
        + (nodes < 0 ? "" : " of about " + Words.count(nodes, "node"))
        + (it.kept() == 0 ? "" : ", keeps " + it.kept() + " for others")
        + it.seenAs().map(address -> ", seen as " + address.getHostAddress()).orElse("");
  }
}
