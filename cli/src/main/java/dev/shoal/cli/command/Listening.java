package dev.shoal.cli.command;

import dev.shoal.base.Locator;
import dev.shoal.cli.report.Reporter;
import dev.shoal.node.Node;
import java.util.List;

/** Says where a node listens. */
final class Listening {
  private Listening() {}

  static void tell(Node node, Reporter reporter) {
    List<Locator.Ip> at = node.listening();
    String address = at.isEmpty() ? "0.0.0.0" : at.getFirst().address().getHostAddress();
    reporter.listening(address, node.port());
    node.warnings().forEach(warning -> reporter.warning(warning, ""));
  }
}
