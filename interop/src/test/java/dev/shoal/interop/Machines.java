package dev.shoal.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two machines and the cable between them: network namespaces with no way out, in 198.18.0.0/15
 * (RFC 2544), which no program takes for a private network, and fd00:5348::/32.
 */
final class Machines implements AutoCloseable {
  private static final AtomicInteger MADE = new AtomicInteger();

  /** Addresses of either family that each has, the first one for whatever needs but one. */
  static final int ADDRESSES = 40;

  private final String name =
      "shoal-" + ProcessHandle.current().pid() + "-" + MADE.getAndIncrement();
  private final boolean v6Alone;

  private Machines(boolean v6Alone) {
    this.v6Alone = v6Alone;
  }

  /**
   * Makes them; empty where that is not allowed.
   *
   * @param v6Alone whether they have no address of IPv4
   */
  static Optional<Machines> make(boolean v6Alone) {
    Machines machines = new Machines(v6Alone);
    if (!run(List.of("ip", "netns", "add", machines.space(0)))) {
      return Optional.empty();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(machines::close));
    machines.must("ip", "netns", "add", machines.space(1));
    machines.must(
        "ip",
        "link",
        "add",
        "cable0",
        "netns",
        machines.space(0),
        "type",
        "veth",
        "peer",
        "name",
        "cable1",
        "netns",
        machines.space(1));
    IntStream.range(0, 2).forEach(machines::configure);
    return Optional.of(machines);
  }

  private void configure(int machine) {
    String cable = "cable" + machine;
    List<String> lines = new ArrayList<>(List.of("link set lo up", "link set " + cable + " up"));
    for (int i = 0; i < ADDRESSES; i++) {
      lines.add("-6 addr add " + v6(machine, i) + "/32 dev " + cable + " nodad");
    }
    if (!v6Alone) {
      for (int i = 0; i < ADDRESSES; i++) {
        lines.add("addr add " + v4(machine, i) + "/16 dev " + cable);
      }
      lines.add("route add default dev " + cable); // some clients ask the system which way it is
    }
    must(
        in(machine, "sh", "-ec", String.join("\n", lines.stream().map(it -> "ip " + it).toList())));
  }

  /** One of a machine's addresses, each in a /24 of its own. */
  static String v4(int machine, int number) {
    return "198.18." + (machine * ADDRESSES + number + 1) + ".1";
  }

  /** The same of IPv6, each in a /64 of its own. */
  static String v6(int machine, int number) {
    return "fd00:5348:0:" + Integer.toHexString(machine * ADDRESSES + number + 1) + "::1";
  }

  private String space(int machine) {
    return name + "-" + machine;
  }

  /** The command, as it runs on one of the machines; its process is the command's own. */
  String[] in(int machine, String... command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", space(machine)), Stream.of(command))
        .toArray(String[]::new);
  }

  private void must(String... command) {
    if (!run(List.of(command))) {
      close();
      throw new AssertionError("failed: " + String.join(" ", command));
    }
  }

  private static boolean run(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    boolean _ = run(List.of("ip", "netns", "del", space(0)));
    boolean _ = run(List.of("ip", "netns", "del", space(1)));
  }
}
