package dev.shoal.mainline;

import dev.shoal.base.Locator;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The well-known first contacts of the mainline DHT, a list in the program. */
final class Routers {
  private static final int MAX_ADDRESSES = 4; // of one name

  private Routers() {}

  /** Their names and ports, as they are written. */
  static List<String> written() {
    try (InputStream in = Routers.class.getResourceAsStream("routers.txt")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks a part: routers.txt");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Their addresses; those that are not known are left out. Waits for the names. */
  static List<Locator.Ip> resolve(Names names) {
    List<Locator.Ip> all = new ArrayList<>();
    for (String router : written()) {
      int colon = router.lastIndexOf(':');
      int port = Integer.parseInt(router.substring(colon + 1));
      addresses(names, router.substring(0, colon)).stream()
          .limit(MAX_ADDRESSES)
          .forEach(address -> all.add(new Locator.Ip(address, port)));
    }
    return all;
  }

  private static List<InetAddress> addresses(Names names, String host) {
    try {
      return names.resolve(host);
    } catch (ConnectionException unknown) {
      return List.of();
    }
  }
}
