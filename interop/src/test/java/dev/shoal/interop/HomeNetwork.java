package dev.shoal.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A machine at home, the router that it is behind, and a machine far away, as network namespaces
 * with no way out. The outer side is 100.0.0.0/24, as routers open no ports to reserved addresses.
 */
final class HomeNetwork implements AutoCloseable {
  static final String ROUTER = "192.168.7.1";
  static final String OUTSIDE = "100.0.0.1";

  private static final AtomicInteger MADE = new AtomicInteger();
  private static final String CABLES =
      """
      link add in0 netns HOME type veth peer name in1 netns ROUTER
      link add out0 netns ROUTER type veth peer name out1 netns FAR
      -n HOME link set lo up
      -n HOME addr add 192.168.7.2/24 dev in0
      -n HOME link set in0 up
      -n ROUTER link set lo up
      -n ROUTER addr add 192.168.7.1/24 dev in1
      -n ROUTER link set in1 up
      -n ROUTER addr add 100.0.0.1/24 dev out0
      -n ROUTER link set out0 up
      -n FAR link set lo up
      -n FAR addr add 100.0.0.2/24 dev out1
      -n FAR link set out1 up
      -n HOME route add default via 192.168.7.1
      -n FAR route add default via 100.0.0.1
      """;

  /** What a router at home does: who is inside may go out, who is outside may only answer. */
  private static final String RULES =
      """
      table inet filter {
        chain forward {
          type filter hook forward priority 0; policy drop;
          ct state established,related accept
          iifname "in1" accept
          jump miniupnpd
        }
        chain miniupnpd { }
        chain prerouting {
          type nat hook prerouting priority -100;
          jump prerouting_miniupnpd
        }
        chain postrouting {
          type nat hook postrouting priority 100;
          jump postrouting_miniupnpd
          oifname "out0" masquerade
        }
        chain prerouting_miniupnpd { }
        chain postrouting_miniupnpd { }
      }
      """;

  private static final String DAEMON =
      """
      ext_ifname=out0
      ext_ip=100.0.0.1
      listening_ip=in1
      ipv6_disable=yes
      http_port=0
      secure_mode=yes
      uuid=00000000-0000-4000-8000-000000000001
      upnp_table_name=filter
      upnp_nat_table_name=filter
      upnp_forward_chain=miniupnpd
      upnp_nat_chain=prerouting_miniupnpd
      upnp_nat_postrouting_chain=postrouting_miniupnpd
      allow 1024-65535 0.0.0.0/0 1024-65535
      deny 0-65535 0.0.0.0/0 0-65535
      """;

  private final String name =
      "shoal-home-" + ProcessHandle.current().pid() + "-" + MADE.getAndIncrement();

  private HomeNetwork() {}

  /** Makes it; empty where that is not allowed. */
  static Optional<HomeNetwork> make() {
    HomeNetwork network = new HomeNetwork();
    if (!run(List.of("ip", "netns", "add", network.space("home")), "")) {
      return Optional.empty();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(network::close));
    network.must("", "ip", "netns", "add", network.space("router"));
    network.must("", "ip", "netns", "add", network.space("far"));
    String cables =
        CABLES
            .replace("HOME", network.space("home"))
            .replace("ROUTER", network.space("router"))
            .replace("FAR", network.space("far"));
    for (String line : cables.lines().toList()) {
      network.must("", Stream.of(("ip " + line).split(" ", -1)).toArray(String[]::new));
    }
    network.must("", network.in("router", "sysctl", "-qw", "net.ipv4.ip_forward=1"));
    network.must(RULES, network.in("router", "nft", "-f", "-"));
    return Optional.of(network);
  }

  /** Starts what opens ports on the router, with these settings beside the usual ones. */
  RunningProgram startDaemon(Workplace work, String settings) {
    Path folder = work.home();
    Path file = folder.resolve("miniupnpd.conf");
    try {
      Files.writeString(file, DAEMON + settings);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    String[] command = {
      "miniupnpd", "-d", "-f", file.toString(), "-P", folder.resolve("pid").toString()
    };
    return work.start(List.of(in("router", command)));
  }

  /** The command, as it runs on one of the machines: home, router or far. */
  String[] in(String machine, String... command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", space(machine)), Stream.of(command))
        .toArray(String[]::new);
  }

  /** The ports that the router lets through to this machine at home, as its rules have them. */
  List<String> openPorts() {
    try {
      Process process = new ProcessBuilder(in("router", "nft", "list", "ruleset")).start();
      String rules = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return rules.lines().filter(line -> line.contains("dnat")).map(String::strip).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String space(String machine) {
    return name + "-" + machine;
  }

  private void must(String input, String... command) {
    if (!run(List.of(command), input)) {
      close();
      throw new AssertionError("failed: " + String.join(" ", command));
    }
  }

  private static boolean run(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    for (String machine : List.of("home", "router", "far")) {
      boolean _ = run(List.of("ip", "netns", "del", space(machine)), "");
    }
  }
}
