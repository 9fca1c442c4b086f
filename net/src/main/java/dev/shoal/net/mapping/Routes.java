package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the routes of Linux as {@code /proc/net/route} has them. */
final class Routes {
  private static final int FACE = 0; // columns
  private static final int TARGET = 1;
  private static final int GATEWAY = 2;
  private static final int METRIC = 6;
  private static final int MASK = 7;
  private static final String ANY = "00000000";

  private Routes() {}

  /**
   * A way to all that has no way of its own.
   *
   * @param face the interface
   * @param gateway who is at its other end; empty: everybody
   */
  record Default(String face, Optional<InetAddress> gateway, long metric) {}

  /** The default routes of the table, in its order. */
  static List<Default> parse(String table) {
    List<Default> routes = new ArrayList<>();
    for (String line : table.lines().skip(1).toList()) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > MASK
          && columns[TARGET].equals(ANY)
          && columns[MASK].equals(ANY)
          && columns[GATEWAY].matches("[0-9A-Fa-f]{8}")
          && columns[METRIC].matches("\\d{1,10}")) {
        Optional<InetAddress> gateway =
            columns[GATEWAY].equals(ANY)
                ? Optional.empty()
                : Optional.of(address(columns[GATEWAY]));
        routes.add(new Default(columns[FACE], gateway, Long.parseLong(columns[METRIC])));
      }
    }
    return routes;
  }

  /** As the machine keeps a number in memory: the first byte of the address comes last on most. */
  private static InetAddress address(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN) {
      for (int i = 0; i < bytes.length / 2; i++) {
        byte swapped = bytes[i];
        bytes[i] = bytes[bytes.length - 1 - i];
        bytes[bytes.length - 1 - i] = swapped;
      }
    }
    return Addresses.of(bytes);
  }
}
