package dev.shoal.cli.command;

import dev.shoal.base.Identity;
import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.net.Binding;
import dev.shoal.node.Node;
import dev.shoal.node.NodeBuilder;
import dev.shoal.node.StateFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Where something listens and keeps what it knows. */
final class PlaceOptions {
  private static final int MAX_PORT = 0xFFFF;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "the node's own folder; shoal paths shows it")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS|INTERFACE",
      description = "every socket stays there; lo: nothing leaves the machine")
  private Optional<String> bind = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "where to listen; default 7462, or any free one if that is taken; 0: any")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--identity",
      paramLabel = "WAY",
      description = "how the node's id is made, at first start only: random (default) or hardware")
  private Optional<Identity.Kind> identity = Optional.empty();

  /** A node at this place, of which nothing else is chosen yet; the router is left alone. */
  NodeBuilder builder(Path stateFolder) {
    NodeBuilder builder = Node.builder().stateFolder(stateFolder).portMapping(false);
    bind.ifPresent(builder::bind);
    port().ifPresent(builder::port);
    identity.ifPresent(builder::identity);
    return builder;
  }

  /** The node's own folder. */
  Path stateFolder(Console console) {
    return state.map(console::resolve).orElseGet(StateFolder::defaultPath);
  }

  /** The address or interface, as it was written. */
  Optional<String> bind() {
    return bind;
  }

  /** Where the sockets stay. */
  Binding binding() {
    return bind.map(Binding::parse).orElseGet(Binding::any);
  }

  /**
   * The port; 0 for any.
   *
   * @throws Problem of kind USAGE if there is none of that number
   */
  OptionalInt port() {
    port.ifPresent(number -> {
      if (number != 0 && !isPort(number)) {
        throw new Problem(Problem.Kind.USAGE, "there is no port " + number, "0 to 65535");
      }
    });
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** Whether something can listen there. */
  static boolean isPort(int number) {
    return number > 0 && number <= MAX_PORT;
  }
}
