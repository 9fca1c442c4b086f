package dev.shoal.benchmarks;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.host.Overlay;
import dev.shoal.node.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A node of the DHT that looks for the peers of each info-hash that it reads, a line each, and
 * prints when the first peer was there and when the lookup was over, in microseconds; -1: never.
 *
 * <p>Arguments: state folder, address to stay at, and {@code ADDRESS:PORT} of its first contacts.
 */
final class DhtLookups {
  private static final long STANDING_MILLIS = 100;

  private DhtLookups() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Locator.Ip> contacts = new ArrayList<>();
    for (String contact : Arrays.asList(arguments).subList(2, arguments.length)) {
      int colon = contact.lastIndexOf(':');
      InetAddress address = InetAddress.ofLiteral(contact.substring(0, colon));
      contacts.add(new Locator.Ip(address, Integer.parseInt(contact.substring(colon + 1))));
    }
    try (Node node =
            Node.builder()
                .stateFolder(Path.of(arguments[0]))
                .bind(arguments[1])
                .port(0)
                .without("lan")
                .bootstrap(contacts)
                .start();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      Overlay overlay = node.overlay().orElseThrow();
      while (!overlay.standing().getFirst().joined()) {
        Thread.sleep(STANDING_MILLIS);
      }
      System.out.println("joined");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(
            line.equals("contacts")
                ? "" + overlay.standing().getFirst().contacts().size()
                : lookUp(overlay, Hash.ofHex(line)));
      }
    }
  }

  private static String lookUp(Overlay overlay, Hash hash) {
    long begun = System.nanoTime();
    long[] first = {-1};
    Overlay.Journey journey =
        overlay.peers(
            hash,
            step -> {
              if (first[0] < 0 && !step.peers().isEmpty()) {
                first[0] = (System.nanoTime() - begun) / 1000;
              }
            });
    long over = (System.nanoTime() - begun) / 1000;
    return first[0] + " " + (journey.closest().isEmpty() ? -1 : over);
  }
}
