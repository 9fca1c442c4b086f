package dev.shoal.tracker;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.HttpAnnounce;
import dev.shoal.announce.HttpAnswer;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Hash;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The HTTP side of a tracker (BEP 3): answers {@code /announce} and {@code /scrape} on connections
 * it is given, each on the thread that brings it.
 */
final class HttpTracker implements AutoCloseable {
  /** The longest head of a request: the longest query and what browsers send with it. */
  static final int MAX_HEAD = 8 << 10;

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final TrackerDesk desk;
  private final Visits visits = new Visits();

  HttpTracker(TrackerDesk desk) {
    this.desk = desk;
  }

  /** Serves a connection until one side has had enough, and closes it; blocks. */
  void serve(Duplex connection) {
    try (connection) {
      ByteBuffer in = ByteBuffer.allocate(MAX_HEAD);
      boolean open = true;
      while (open) {
        visits.enter(connection, desk.clock().nanos());
        open = serveOne(connection, in);
      }
    } catch (ConnectionException itIsGone) {
      // Whoever wants an answer asks again.
    } finally {
      visits.leave(connection);
    }
  }

  /** Ends connections that have been silent too long; to be called about once a second. */
  void sweep() {
    visits.sweep(desk.clock().nanos());
  }

  @Override
  public void close() {
    visits.close();
  }

  /** Answers one request; whether another may follow. */
  private boolean serveOne(Duplex connection, ByteBuffer in) {
    try {
      Optional<String> head = readHead(connection, in);
      if (head.isEmpty()) {
        return false;
      }
      HttpHead request = HttpHead.parse(head.get());
      byte[] body = answer(request, connection.remote().address());
      write(connection, 200, body, request.keepAlive());
      return request.keepAlive();
    } catch (HttpRefusal refusal) {
      byte[] words = String.valueOf(refusal.getMessage()).getBytes(StandardCharsets.US_ASCII);
      write(connection, refusal.status(), words, false);
      return false;
    }
  }

  private byte[] answer(HttpHead request, InetAddress from) {
    try {
      return switch (request.path()) {
        case "/announce" -> announce(HttpAnnounce.parseAnnounce(request.query()), from);
        case "/scrape" -> scrape(HttpAnnounce.parseScrape(request.query()));
        default -> throw new HttpRefusal(404, "this is a tracker: /announce and /scrape");
      };
    } catch (AnnounceException e) {
      String reason = String.valueOf(e.getMessage());
      return HttpAnswer.encode(TrackerReply.Failure.because(reason), HttpAnswer.Form.COMPACT);
    }
  }

  private byte[] announce(HttpAnnounce.Asked asked, InetAddress from) {
    TrackerReply reply = desk.announce(asked.request(), from, TrackerCore.Families.BOTH);
    HttpAnswer.Form otherwise =
        asked.peerIds() ? HttpAnswer.Form.DICTIONARIES : HttpAnswer.Form.WITHOUT_IDS;
    return HttpAnswer.encode(
        reply instanceof TrackerReply.Answer answer ? answer.seenFrom(from) : reply,
        asked.compact() ? HttpAnswer.Form.COMPACT : otherwise);
  }

  private byte[] scrape(List<Hash> infoHashes) {
    List<Scrape> scrapes = desk.scrape(infoHashes);
    SortedMap<Hash, Scrape> swarms = new TreeMap<>();
    for (int i = 0; i < scrapes.size(); i++) {
      swarms.put(infoHashes.get(i), scrapes.get(i));
    }
    return HttpAnswer.encodeScrape(swarms);
  }

  /**
   * The next head; what came behind it stays in the buffer.
   *
   * @return empty if the other side has no further request
   */
  private static Optional<String> readHead(Duplex connection, ByteBuffer in) {
    int searched = 0;
    while (true) {
      int end = endOfHead(in, searched);
      if (end >= 0) {
        String head = StandardCharsets.ISO_8859_1.decode(in.slice(0, end)).toString();
        in.flip().position(end + END_OF_HEAD.length);
        in.compact();
        return Optional.of(head);
      }
      if (!in.hasRemaining()) {
        throw new HttpRefusal(431, "the head is too long");
      }
      searched = Math.max(0, in.position() - END_OF_HEAD.length);
      if (connection.read(new ByteBuffer[] {in}) < 0) {
        return Optional.empty();
      }
    }
  }

  private static int endOfHead(ByteBuffer in, int from) {
    for (int i = from; i + END_OF_HEAD.length <= in.position(); i++) {
      if (in.slice(i, END_OF_HEAD.length).equals(ByteBuffer.wrap(END_OF_HEAD))) {
        return i;
      }
    }
    return -1;
  }

  private static void write(Duplex connection, int status, byte[] body, boolean keepAlive) {
    String head =
        """
        HTTP/1.1 %d %s
        Content-Type: text/plain
        Content-Length: %d
        Connection: %s

        """
            .formatted(status, reason(status), body.length, keepAlive ? "keep-alive" : "close")
            .replace("\n", "\r\n");
    connection.write(
        new ByteBuffer[] {
          ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body)
        });
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 431 -> "Request Header Fields Too Large";
      case 505 -> "HTTP Version Not Supported";
      default -> "Bad Request";
    };
  }
}
