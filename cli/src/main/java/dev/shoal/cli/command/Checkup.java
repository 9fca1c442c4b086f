package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.node.NodeBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What {@code shoal doctor} looks at; each says in a line what it found. */
final class Checkup {
  private static final int JAVA = 25;
  private static final int TIMEOUT_MILLIS = 1000;
  private static final long LITTLE = Bytes.GIB;

  /** Released before this, Shoal cannot run at a time before it. */
  private static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");

  private Checkup() {}

  /** How good it is. */
  enum Grade {
    OK,
    WARN,
    BAD
  }

  /** What was found, and what to try; empty if there is nothing to. */
  record Finding(Grade grade, String text, String hint) {
    private static Finding ok(String text) {
      return new Finding(Grade.OK, text, "");
    }

    private static Finding warn(String text, String hint) {
      return new Finding(Grade.WARN, text, hint);
    }

    private static Finding bad(String text, String hint) {
      return new Finding(Grade.BAD, text, hint);
    }
  }

  static Finding java(int feature) {
    return feature == JAVA
        ? Finding.ok("Java " + Runtime.version())
        : Finding.warn("Java " + feature + "; Shoal is tested on " + JAVA, "install a JDK 25");
  }

  static Finding clock(long millis) {
    Instant now = Instant.ofEpochMilli(millis);
    return now.isBefore(BUILT_AFTER)
        ? Finding.warn("the clock says " + now + ", which is past", "set the clock")
        : Finding.ok("the clock says " + now);
  }

  static Finding port() {
    int port = NodeBuilder.DEFAULT_PORT;
    try (ServerSocket socket = new ServerSocket(port)) {
      return Finding.ok("port " + socket.getLocalPort() + " is free");
    } catch (IOException e) {
      return Finding.warn(
          "port " + port + " is in use; Shoal takes any free one instead",
          "if that is another Shoal, all is well; else choose one with --port");
    }
  }

  static Finding datagrams() {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (DatagramSocket one = new DatagramSocket(new InetSocketAddress(loopback, 0));
        DatagramSocket other = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      other.setSoTimeout(TIMEOUT_MILLIS);
      one.send(new DatagramPacket(new byte[1], 1, other.getLocalSocketAddress()));
      other.receive(new DatagramPacket(new byte[1], 1));
      return Finding.ok("UDP works on loopback");
    } catch (IOException e) {
      return Finding.bad(
          "UDP does not work on loopback: " + e.getMessage(), "look at the firewall");
    }
  }

  static Finding addresses() {
    try {
      List<InetAddress> outer =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .toList();
      boolean four = outer.stream().anyMatch(Inet4Address.class::isInstance);
      boolean six = outer.stream().anyMatch(Inet6Address.class::isInstance);
      if (!four && !six) {
        return Finding.warn("this machine has no network", "--bind lo works without one");
      }
      return Finding.ok(
          "the network has " + (four ? "IPv4" : "no IPv4") + " and " + (six ? "IPv6" : "no IPv6"));
    } catch (SocketException e) {
      return Finding.bad("the interfaces cannot be listed: " + e.getMessage(), "");
    }
  }

  static Finding stateFolder(Path state) {
    Path there = existing(state);
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Finding.ok("the state folder " + state + " can be written")
        : Finding.bad(
            "the state folder " + state + " cannot be written", "choose one with --state");
  }

  static Finding space(String what, Path folder) {
    long free = existing(folder).toFile().getUsableSpace();
    String text = Bytes.format(free) + " are free for " + what;
    return free < LITTLE ? Finding.warn(text, "free some space") : Finding.ok(text);
  }

  static Finding fileNames() {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return names.equals(StandardCharsets.UTF_8)
        ? Finding.ok("file names are UTF-8")
        : Finding.warn("file names are " + names + ", so some cannot be written", "LC_ALL=C.UTF-8");
  }

  private static Path existing(Path path) {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
