package dev.shoal.bittorrent.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server of a test on loopback, which answers as the test wants. */
final class WebServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(?i)range: bytes=(\\d+)-(\\d+)");

  /**
   * What was asked for.
   *
   * @param path decoded
   * @param range first and last byte; empty: all
   */
  record Request(String path, Optional<long[]> range) {}

  /**
   * An answer.
   *
   * @param head status line and headers, a line each
   */
  record Reply(String head, byte[] body) {
    static Reply of(String status, String... headers) {
      return new Reply(
          "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + lines(headers), new byte[0]);
    }

    private static String lines(String... headers) {
      return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }
  }

  /** Answers requests; an exception closes the connection. */
  interface Answers {
    Reply to(Request request) throws IOException;
  }

  private final ServerSocket socket;
  private final Answers answers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  WebServer(Answers answers) {
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + socket.getLocalPort() + path);
  }

  /** The files below this folder, in ranges, as a usual server gives them. */
  static Answers files(Path folder) {
    return request -> {
      Path file = folder.resolve(request.path.substring(1));
      if (!Files.isRegularFile(file)) {
        return Reply.of("404 Not Found");
      }
      byte[] all = Files.readAllBytes(file);
      return request.range.map(range -> part(all, range)).orElseGet(() -> whole(all));
    };
  }

  static Reply part(byte[] all, long[] range) {
    int from = (int) range[0];
    int to = (int) Math.min(all.length, range[1] + 1);
    byte[] body = java.util.Arrays.copyOfRange(all, from, to);
    return new Reply(
        """
        HTTP/1.1 206 Partial Content\r
        Content-Range: bytes %d-%d/%d\r
        Content-Length: %d\r
        """
            .formatted(from, to - 1, all.length, body.length),
        body);
  }

  static Reply whole(byte[] all) {
    return new Reply("HTTP/1.1 200 OK\r\nContent-Length: " + all.length + "\r\n", all);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      OutputStream out = connection.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String path = URI.create(line.split(" ", -1)[1]).getPath();
        Optional<long[]> range = Optional.empty();
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
          Matcher matcher = RANGE.matcher(header);
          if (matcher.matches()) {
            range =
                Optional.of(
                    new long[] {
                      Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))
                    });
          }
        }
        Request request = new Request(path, range);
        requests.add(request);
        Reply reply = answers.to(request);
        out.write((reply.head + "\r\n").getBytes(ISO_8859_1));
        out.write(reply.body);
        if (reply.head.contains("Connection: close")) {
          return;
        }
      }
    } catch (IOException gone) {
      return;
    } finally {
      open.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
