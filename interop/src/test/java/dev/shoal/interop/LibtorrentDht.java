package dev.shoal.interop;

import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A private DHT of libtorrent nodes on loopback, which can be asked to do things. */
final class LibtorrentDht extends RunningProgram {
  private final List<InetSocketAddress> nodes;

  private LibtorrentDht(Workplace work, List<String> command, List<InetSocketAddress> nodes) {
    super(work, command);
    this.nodes = nodes;
  }

  /** Starts so many nodes on one address, and waits until they know each other. */
  static LibtorrentDht start(Workplace work, int count) {
    String host = work.address().getHostString();
    return start(
        work,
        new String[0],
        Stream.generate(() -> work.address(host)).distinct().limit(count).toList());
  }

  /** Starts nodes by a command that takes another one, and waits until they know each other. */
  static LibtorrentDht start(Workplace work, String[] by, List<InetSocketAddress> nodes) {
    List<String> command = new ArrayList<>(List.of(by));
    command.addAll(List.of("/usr/bin/python3", script()));
    nodes.forEach(node -> command.add(Workplace.text(node)));
    LibtorrentDht dht = work.keep(new LibtorrentDht(work, command, nodes));
    dht.awaitLine("ready", "ready"::equals);
    return dht;
  }

  private static String script() {
    try {
      return Path.of(LibtorrentDht.class.getResource("libtorrent_dht.py").toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The address of one of them. */
  String node(int index) {
    return Workplace.text(nodes.get(index));
  }

  /** Asks for something, and waits for the line that answers it. */
  String ask(String question, String answerBegins) {
    say(question);
    awaitLine(answerBegins, line -> line.startsWith(answerBegins));
    Optional<String> answer =
        lines().reversed().stream().filter(line -> line.startsWith(answerBegins)).findFirst();
    return answer.orElseThrow();
  }
}
