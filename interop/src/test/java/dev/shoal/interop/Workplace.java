package dev.shoal.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A folder, free addresses on the loopback device, and the processes of one test. */
final class Workplace implements AutoCloseable {
  private static final AtomicInteger HOSTS = new AtomicInteger();
  private static final int HOSTS_MAX = 250;

  private final Path root;
  private final List<String> before;
  private final Deque<RunningProgram> programs = new ArrayDeque<>();
  private int lastHome;

  /**
   * An empty one; {@code before}: a command that runs the others, as on one of some {@link
   * Machines}.
   */
  Workplace(Path root, String... before) {
    this.root = root;
    this.before = List.of(before);
  }

  /** What is put before each command. */
  List<String> before() {
    return before;
  }

  /** A folder of this test, made if it is not there. */
  Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A new folder for the settings of a program. */
  Path home() {
    return folder("home-" + ++lastHome);
  }

  /**
   * An address, 127.0.0.2 and on, with a port that is free there for TCP. Two tests that run at the
   * same time never get the same address.
   */
  InetSocketAddress address() {
    return address("127.0.0." + (2 + HOSTS.getAndIncrement() % HOSTS_MAX));
  }

  /** An address of this host with a port that is free there for TCP. */
  InetSocketAddress address(String host) {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return new InetSocketAddress(host, probe.getLocalPort());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** An address as it is written, in brackets if it is one of IPv6. */
  static String text(InetSocketAddress at) {
    String host = at.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
  }

  /** Starts a program, to be ended with this test. */
  RunningProgram start(List<String> command) {
    return keep(new RunningProgram(this, command));
  }

  <P extends RunningProgram> P keep(P program) {
    programs.push(program);
    return program;
  }

  /** Runs a program that ends by itself. */
  void run(List<String> command) {
    start(command).awaitExit(0);
  }

  /** Ends what still runs, the last started first. */
  @Override
  public void close() {
    programs.forEach(RunningProgram::close);
  }

  /** What all of them said, for the message of a test that fails. */
  @Override
  public String toString() {
    return programs.stream().map(RunningProgram::toString).collect(Collectors.joining("\n\n"));
  }
}
