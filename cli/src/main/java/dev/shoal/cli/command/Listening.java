package dev.shoal.cli.command;

import dev.shoal.base.Locator;
import dev.shoal.cli.report.Reporter;
import dev.shoal.net.mapping.Outcome;
import dev.shoal.node.Node;
import java.util.List;
import java.util.Optional;

/** Says where a node listens, and where others outside reach it. For a single thread. */
final class Listening {
  private final Node node;
  private final Reporter reporter;
  private Optional<Outcome.Mapped> told = Optional.empty();

  private Listening(Node node, Reporter reporter) {
    this.node = node;
    this.reporter = reporter;
  }

  /** Says where it listens. */
  static Listening tell(Node node, Reporter reporter) {
    List<Locator.Ip> at = node.listening();
    String address = at.isEmpty() ? "0.0.0.0" : at.getFirst().address().getHostAddress();
    reporter.listening(address, node.port());
    node.warnings().forEach(warning -> reporter.warning(warning, ""));
    return new Listening(node, reporter);
  }

  /** What will look at it again and again. */
  static Listening to(Node node, Reporter reporter) {
    return new Listening(node, reporter);
  }

  /** Says what a router has opened, if that is news. */
  void look() {
    Optional<Outcome.Mapped> now = node.mapped();
    if (!now.equals(told)) {
      told = now;
      now.ifPresentOrElse(
          reporter::mapped, () -> reporter.note("the router does not let others in any more"));
    }
  }
}
