package dev.shoal.interop;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shoal's own command, running with {@code --json}. */
final class Shoal extends RunningProgram {
  private static final List<String> NO_DISCOVERY = List.of("--no-dht", "--no-lan", "--no-pex");

  private Shoal(Workplace work, List<String> arguments) {
    this(work, List.of(), arguments);
  }

  private Shoal(Workplace work, List<String> before, List<String> arguments) {
    super(work, Stream.of(before, List.of(command()), arguments).flatMap(List::stream).toList());
  }

  /** The script in the checkout around this module; {@code $SHOAL} is another one. */
  static String command() {
    String other = System.getenv("SHOAL");
    if (other != null) {
      return other;
    }
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("shoal"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new AssertionError("no ./shoal above the current folder");
      }
    }
    return folder.resolve("shoal").toString();
  }

  /** Runs a verb that needs no network. */
  static Shoal run(Workplace work, String... arguments) {
    return work.keep(new Shoal(work, List.of(arguments)));
  }

  /** Starts a node that seeds or fetches, with a state folder and an address of its own. */
  static Shoal node(Workplace work, String... arguments) {
    return node(work, work.address(), work.home(), arguments);
  }

  /** Starts a node at an address, with a state folder. */
  static Shoal node(Workplace work, InetSocketAddress at, Path state, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--port", "" + at.getPort()));
    return on(work, at.getHostString(), state, all.toArray(String[]::new));
  }

  /** Starts a node that chooses its port itself. */
  static Shoal on(Workplace work, String host, Path state, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bind", host, "--state", state.toString(), "--json"));
    all.addAll(NO_DISCOVERY);
    return work.keep(new Shoal(work, all));
  }

  /** Starts a node that finds others by the DHT alone, at any port of loopback. */
  static Shoal inDht(Workplace work, Path state, String bootstrap, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bind", "lo", "--state", state.toString(), "--json", "--port", "0"));
    if (!arguments[0].equals("dht")) {
      all.add("--no-lan"); // the verb dht has none
    }
    if (!bootstrap.isEmpty()) {
      all.addAll(List.of("--bootstrap", bootstrap));
    }
    return work.keep(new Shoal(work, all));
  }

  /** Starts it by another command that takes it as its arguments. */
  static Shoal by(Workplace work, String[] command, List<String> arguments) {
    return work.keep(new Shoal(work, List.of(command), arguments));
  }

  /** The events so far. */
  List<Event> events() {
    return lines().stream().map(Event::parse).toList();
  }

  /** The last event of a kind. */
  Optional<Event> last(String event) {
    return lines().reversed().stream().map(Event::parse).filter(e -> e.is(event)).findFirst();
  }

  /** Waits for an event of a kind. */
  Event await(String event) {
    await("event " + event, () -> last(event).isPresent());
    return last(event).orElseThrow();
  }

  /** Ends as a person ends it, so that what it does then is part of every test. */
  @Override
  public void close() {
    stop();
    super.close();
  }
}
