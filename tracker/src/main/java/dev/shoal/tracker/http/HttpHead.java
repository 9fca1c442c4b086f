package dev.shoal.tracker.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 request for a page (RFC 9112 3), as much of it as a tracker needs.
 *
 * @param path what stands before the question mark
 * @param query what stands behind it, undecoded; empty if there is none
 * @param keepAlive whether the connection stays open behind the answer
 * @param forwardedFor whom a proxy says that it asks for: the last {@code X-Forwarded-For}
 */
record HttpHead(String path, String query, boolean keepAlive, Optional<String> forwardedFor) {
  private static final String VERSION_1_0 = "HTTP/1.0";
  private static final String VERSION_1_1 = "HTTP/1.1";

  /**
   * Reads a head.
   *
   * @param head Latin-1, with its line ends, without the empty line behind it
   * @throws HttpRefusal if it is none, or asks for what is not offered
   */
  static HttpHead parse(String head) {
    int end = lineEnd(head, 0);
    int target = head.indexOf(' ') + 1;
    int version = head.indexOf(' ', target) + 1;
    int behind = head.indexOf(' ', version);
    boolean threeWords =
        target > 0 && version > 0 && version <= end && !(behind >= 0 && behind < end);
    if (!threeWords || head.indexOf('\0') >= 0) {
      throw new HttpRefusal(400, "no request");
    }
    boolean now = head.regionMatches(version, VERSION_1_1, 0, Math.max(8, end - version));
    if (!now && !head.regionMatches(version, VERSION_1_0, 0, Math.max(8, end - version))) {
      throw new HttpRefusal(505, "HTTP/1.1 is spoken here");
    }
    if (!head.startsWith("GET ")) {
      throw new HttpRefusal(405, "only GET");
    }
    if (head.charAt(target) != '/') {
      throw new HttpRefusal(400, "no path");
    }
    String where = head.substring(target, version - 1);
    int question = where.indexOf('?');
    Fields fields = new Fields(now);
    for (int line = next(head, end); line < head.length(); ) {
      int lineEnd = lineEnd(head, line);
      fields.read(head.substring(line, lineEnd));
      line = next(head, lineEnd);
    }
    return new HttpHead(
        question < 0 ? where : where.substring(0, question),
        question < 0 ? "" : where.substring(question + 1),
        fields.keepAlive,
        fields.forwardedFor);
  }

  /** Where the line that begins here ends, before its line end. */
  private static int lineEnd(String head, int from) {
    int feed = head.indexOf('\n', from);
    int end = feed < 0 ? head.length() : feed;
    return end > from && head.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private static int next(String head, int lineEnd) {
    int feed = head.indexOf('\n', lineEnd);
    return feed < 0 ? head.length() : feed + 1;
  }

  /** What header fields say, read one after the other. */
  private static final class Fields {
    private boolean keepAlive;
    private Optional<String> forwardedFor = Optional.empty();

    Fields(boolean keepAlive) {
      this.keepAlive = keepAlive;
    }

    void read(String line) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(colon - 1) == ' ') {
        throw new HttpRefusal(400, "no header");
      }
      if (is(line, colon, "connection")) {
        List<String> options = List.of(value(line, colon).split("\\s*,\\s*"));
        keepAlive = !options.contains("close") && (keepAlive || options.contains("keep-alive"));
      } else if (is(line, colon, "x-forwarded-for")) {
        forwardedFor = Optional.of(value(line, colon));
      } else if (is(line, colon, "transfer-encoding")
          || (is(line, colon, "content-length") && !value(line, colon).equals("0"))) {
        throw new HttpRefusal(400, "no body is read");
      } // the others are of no concern to a tracker
    }

    private static boolean is(String line, int colon, String name) {
      return colon == name.length() && line.regionMatches(true, 0, name, 0, colon);
    }

    private static String value(String line, int colon) {
      return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
    }
  }
}
