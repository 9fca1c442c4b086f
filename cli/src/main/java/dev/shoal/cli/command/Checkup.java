package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import dev.shoal.net.TcpTransport;
import dev.shoal.tracker.TrackerProbe;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What {@code shoal doctor} looks at; each says in a line what it found. */
final class Checkup {
  private static final int JAVA = 25;
  private static final int TIMEOUT_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(5); // for a tracker
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
    static Finding ok(String text) {
      return new Finding(Grade.OK, text, "");
    }

    static Finding warn(String text, String hint) {
      return new Finding(Grade.WARN, text, hint);
    }

    static Finding bad(String text, String hint) {
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

  static Finding port(Binding binding, int port) {
    try {
      new TcpTransport(binding).listen(port, Duplex::close).close();
      return Finding.ok("port " + port + " is free");
    } catch (Problem taken) {
      return Finding.warn(
          "port " + port + " is in use; without --port, Shoal takes any free one instead",
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
      List<String> outer =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .map(InetAddress::getHostAddress)
              .toList();
      return outer.isEmpty()
          ? Finding.warn("this machine has no network", "--bind lo works without one")
          : Finding.ok("the addresses of this machine: " + String.join(", ", outer));
    } catch (SocketException e) {
      return Finding.bad("the interfaces cannot be listed: " + e.getMessage(), "");
    }
  }

  /** Whether a tracker answers; it is not told of any torrent. */
  static Finding tracker(URI tracker, Binding binding) {
    try {
      Duration time = new TrackerProbe(binding, PATIENCE).ask(tracker);
      return Finding.ok(tracker + " answers within " + time.toMillis() + " ms");
    } catch (ConnectionException e) {
      return Finding.bad(tracker + " does not answer: " + e.getMessage(), "another tracker");
    }
  }

  static Finding folder(String what, Path folder, String option) {
    Path there = existing(folder);
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Finding.ok(what + " " + folder + " can be written")
        : Finding.bad(what + " " + folder + " cannot be written", "choose one with " + option);
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
