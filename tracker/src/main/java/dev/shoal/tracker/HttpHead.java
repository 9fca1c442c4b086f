package dev.shoal.tracker;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The head of an HTTP/1.1 request for a page (RFC 9112 3), as much of it as a tracker needs.
 *
 * @param path what stands before the question mark
 * @param query what stands behind it, undecoded; empty if there is none
 * @param keepAlive whether the connection stays open behind the answer
 */
record HttpHead(String path, String query, boolean keepAlive) {
  private static final String VERSION_1_0 = "HTTP/1.0";
  private static final String VERSION_1_1 = "HTTP/1.1";

  /**
   * Reads a head.
   *
   * @param head Latin-1, with its line ends, without the empty line behind it
   * @throws HttpRefusal if it is none, or asks for what is not offered
   */
  static HttpHead parse(String head) {
    String[] lines = head.split("\r?\n", -1);
    String[] request = lines[0].split(" ", -1);
    if (request.length != 3 || head.chars().anyMatch(c -> c == 0)) {
      throw new HttpRefusal(400, "no request");
    }
    String version = request[2];
    if (!version.equals(VERSION_1_1) && !version.equals(VERSION_1_0)) {
      throw new HttpRefusal(505, "HTTP/1.1 is spoken here");
    }
    if (!request[0].equals("GET")) {
      throw new HttpRefusal(405, "only GET");
    }
    boolean keepAlive = version.equals(VERSION_1_1);
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(colon - 1) == ' ') {
        throw new HttpRefusal(400, "no header");
      }
      String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "connection" -> {
          List<String> options = List.of(value.split("\\s*,\\s*"));
          keepAlive = !options.contains("close") && (keepAlive || options.contains("keep-alive"));
        }
        case "transfer-encoding" -> throw new HttpRefusal(400, "no body is read");
        case "content-length" -> {
          if (!value.equals("0")) {
            throw new HttpRefusal(400, "no body is read");
          }
        }
        default -> {} // of no concern to a tracker
      }
    }
    String target = request[1];
    if (!target.startsWith("/")) {
      throw new HttpRefusal(400, "no path");
    }
    int question = target.indexOf('?');
    return question < 0
        ? new HttpHead(target, "", keepAlive)
        : new HttpHead(target.substring(0, question), target.substring(question + 1), keepAlive);
  }
}
