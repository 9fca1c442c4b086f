package dev.shoal.node.machine;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The numbers by which a machine is known: the address of a network card, the serial of a disk. */
final class Hardware {
  private static final Path DISKS = Path.of("/sys/block");
  private static final int LOCAL_BIT = 2; // of the first byte: made up by software (IEEE 802)

  private Hardware() {}

  /**
   * The lowest hardware address and the first serial number, as text.
   *
   * @throws Problem of kind UNEXPECTED if the machine tells neither
   */
  static byte[] numbers() {
    Optional<String> mac = mac();
    Optional<String> serial = serial(DISKS);
    if (mac.isEmpty() && serial.isEmpty()) {
      throw new Problem(
          Problem.Kind.UNEXPECTED,
          "this machine tells neither the address of a network card nor the number of a disk",
          "--identity random");
    }
    String both = mac.orElse("") + " " + serial.orElse("");
    return both.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<String> mac() {
    try {
      return NetworkInterface.networkInterfaces()
          .map(Hardware::address)
          .filter(address -> address.length > 0 && (address[0] & LOCAL_BIT) == 0)
          .map(HexFormat.of()::formatHex)
          .sorted()
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  private static byte[] address(NetworkInterface face) {
    try {
      byte[] address = face.getHardwareAddress();
      return address == null ? new byte[0] : address;
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  /** Of the first disk, by name, that has one. */
  static Optional<String> serial(Path disks) {
    try (Stream<Path> all = Files.list(disks)) {
      return all.sorted()
          .flatMap(disk -> Stream.of(disk.resolve("device/serial"), disk.resolve("serial")))
          .flatMap(file -> line(file).stream())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> line(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
    } catch (IOException | UncheckedIOException notThere) {
      return Optional.empty();
    }
  }
}
