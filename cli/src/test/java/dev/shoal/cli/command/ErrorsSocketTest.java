package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.node.Node;
import dev.shoal.node.Share;
import dev.shoal.node.ShareOptions;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of {@code docs/manual/errors.md}, provoked as a person would. */
class ErrorsSocketTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  /** What provokes which sentence; what is in capitals is filled in. */
  private static final Map<String, String> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("there is no verb …", "gte");
    CALLS.put("Unknown option: …", "get x --qr");
    CALLS.put("there is no …", "share nothing");
    CALLS.put("this is neither a magnet link nor an info-hash", "get banana LO");
    CALLS.put("malformed magnet link: …", "get magnet:?dn=x LO");
    CALLS.put("malformed torrent: …", "get photos/a LO");
    CALLS.put(
        "this is a torrent of version 2 only (BEP 52), …", "get 1220" + "a".repeat(64) + " LO");
    CALLS.put("… cannot be fetched: the server says …", "get http://127.0.0.1:BUSY/x LO");
    CALLS.put("… cannot be fetched: connection refused", "get http://127.0.0.1:FREE/x LO");
    CALLS.put("nobody online has this right now …", "get " + HASH + " --timeout 1s LO");
    CALLS.put(
        "everybody left at …",
        "get x.torrent --to part --peer 127.0.0.1:FREE --timeout 3s --no-lan LO");
    CALLS.put("… is there already and differs", "get x.torrent --to other LO");
    CALLS.put("… was changed since it was fetched", "get y.torrent --to done LO");
    CALLS.put("… exists and differs", "create photos -o photos/a");
    CALLS.put("… needs …, … free in …; nothing was written", "get huge.torrent LO");
    CALLS.put("the state folder cannot be used: …", "get x.torrent --bind lo --state photos/a");
    CALLS.put(
        "port … cannot be opened: it is in use", "get x.torrent --bind lo --port BUSY --state b");
    CALLS.put("there is no port …", "get x.torrent --port 65536");
    CALLS.put("this node is at work on … already", "get " + HASH + " " + HASH + " --timeout 1s LO");
    CALLS.put("this machine has no address or interface …", "get x.torrent --bind nowhere0");
    CALLS.put("not a peer: …", "get x.torrent --peer nobody LO");
    CALLS.put("a node bound to loopback looks up no name: …", "get x.torrent --peer host:1 LO");
    CALLS.put("not the address of a tracker: …", "get x.torrent --tracker nonsense LO");
    CALLS.put("not the address of a server: …", "create photos --web-seed ftp://x");
    CALLS.put("no file is meant by …; there are …", "get x.torrent --select 99 LO");
    CALLS.put("not a pattern of file names: …", "get x.torrent --select [ LO");
    CALLS.put("not a size: …", "create photos --piece-size huge");
    CALLS.put("not a time: …", "share photos --for ever");
    CALLS.put("… is not a piece size", "create photos --piece-size 5");
    CALLS.put("there is no file to share in …", "create empty");
    CALLS.put(
        "a private share without a tracker has a link that nobody can use",
        "share photos --private LO");
    CALLS.put(
        "… has another size than the torrent says", "share other/photos --torrent x.torrent LO");
    CALLS.put("… pieces differ from what the torrent says", "share rotten --torrent y.torrent LO");
    CALLS.put("… missing or different: …", "check x.torrent --data other");
    CALLS.put("--stdout writes one file and nothing else", "get x.torrent --stdout --json LO");
    CALLS.put("--stdout writes one file, and this link means …", "get x.torrent --stdout LO");
    CALLS.put("nothing to change was named", "edit x.torrent");
    CALLS.put("… has no tracker …", "edit x.torrent --remove-tracker udp://x:1");
    CALLS.put("the file of a tour has 1 MiB to 1 GiB, not …", "demo --size 1KiB");
    CALLS.put("2 to 8 nodes get the file of a tour, not …", "demo --peers 1");
    CALLS.put("… would take longer than a tour lasts", "demo --up 1KB");
    CALLS.put("a tracker without UDP and without HTTP", "tracker --udp-port 0 --http-port 0");
    CALLS.put(
        "HTTPS wants a port, a certificate and its key", "tracker --https-port 8443 --state b");
    CALLS.put("no store of the kind … is known here", "tracker --store nfs://x --state b --port 0");
    CALLS.put("no network: …", "tracker --trust-proxy everywhere --state b --port 0");
    CALLS.put("a tracker does not …", "tracker dance --state b");
    CALLS.put("nobody on this network offers a file of that name", "find nothing-like-it LO");
    CALLS.put("others can be asked for 1 to 8 words …", "find a b c d e f g h i LO");
    CALLS.put("a private share is not to be found by others", "share a --private --findable LO");
    CALLS.put("the DHT cannot …", "dht dance LO");
    CALLS.put("what is missing after …", "dht lookup LO");
    CALLS.put("not 40 hexadecimal digits: …", "dht lookup xyz LO");
    CALLS.put("--most counts nodes: …", "peers --most -1 --state b");
    CALLS.put("--answers counts questions: …", "bootstrap --answers 0 LO");
  }

  /** A line of the table. */
  record Row(String seen, int exitCode, String hint) {
    @Override
    public String toString() {
      return seen;
    }
  }

  @TempDir private Path folder;

  static List<Row> rows() throws IOException {
    Path here = Path.of("docs/manual/errors.md");
    Path manual = Files.exists(here) ? here : Path.of("..").resolve(here);
    return Files.readAllLines(manual).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .map(cells ->
            new Row(
                cells[1].strip().replace("`", ""),
                Integer.parseInt(cells[2].strip()),
                cells[4].strip()))
        .toList();
  }

  @Test
  void theTableAndItsTestsAreTheSame() throws IOException {
    assertThat(rows().stream().map(Row::seen)).containsExactlyElementsOf(CALLS.keySet());
  }

  @BeforeEach
  void whatIsThere() throws IOException {
    Files.createDirectories(folder.resolve("photos"));
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("other/photos"));
    new Noise(1).file(folder.resolve("photos/a"), 400_000);
    new Noise(2).file(folder.resolve("photos/b"), 1_000_000);
    Files.writeString(folder.resolve("other/photos/a"), "mine");
    create("photos", "x.torrent");
    create("photos/a", "y.torrent");
    int pieces = 400_000; // of a GiB each: more than any disk has
    Files.writeString(
        folder.resolve("huge.torrent"),
        "d4:infod6:lengthi"
            + ((long) pieces << 30)
            + "e4:name1:x12:piece lengthi1073741824e6:pieces"
            + 20 * pieces
            + ":"
            + "h".repeat(20 * pieces)
            + "ee",
        StandardCharsets.US_ASCII);
  }

  private void create(String what, String torrent) {
    Called made = Called.in(folder, "create", what, "-o", torrent);
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itIsSaidAsTheManualHasIt(Row row) throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseAll(busy));
      int free = freePort();
      Thread before = prepare(row.seen(), free);
      String call =
          CALLS
              .get(row.seen())
              .replace("LO", "--bind lo --port 0 --state b")
              .replace("BUSY", String.valueOf(busy.getLocalPort()))
              .replace("FREE", String.valueOf(free));
      Called called = Called.in(folder, call.split(" "));
      before.join();
      assertThat(called.exitCode()).as(called.err()).isEqualTo(row.exitCode());
      assertThat(called.err()).containsPattern("error: " + pattern(row.seen()));
      if (row.hint().isEmpty()) {
        assertThat(called.err()).doesNotContainPattern(pattern(row.seen()) + ".*\n  try:");
      } else {
        assertThat(called.err()).contains("  try:   ");
        words(row.hint()).forEach(word -> assertThat(called.err()).contains(word));
      }
    }
  }

  /** The sentence, with anything in the place of an ellipsis. */
  private static String pattern(String seen) {
    return Arrays.stream(seen.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
  }

  /** What stands literally in a hint. */
  private static List<String> words(String hint) {
    return Pattern.compile("`([^`]+)`").matcher(hint).results().map(m -> m.group(1)).toList();
  }

  /** What has to happen before; the thread of what has to go on meanwhile. */
  private Thread prepare(String seen, int port) throws Exception {
    if (seen.startsWith("everybody left")) {
      return shareUntilSomeIsGiven(port);
    }
    Files.createDirectories(folder.resolve("done"));
    if (seen.contains("was changed since")) {
      Files.copy(folder.resolve("photos/a"), folder.resolve("done/a"));
      String get = "get y.torrent --to done --bind lo --port 0 --state b";
      assertThat(Called.in(folder, get.split(" ")).exitCode()).isZero();
      new Noise(4).file(folder.resolve("done/a"), 400_000);
    }
    new Noise(5).file(folder.resolve("rotten"), 400_000);
    return Thread.ofVirtual().start(() -> {});
  }

  /** A share that leaves in the middle, however late somebody comes: all of it takes 14 s. */
  private Thread shareUntilSomeIsGiven(int port) throws InterruptedException {
    Node sharer =
        Node.builder()
            .stateFolder(folder.resolve("a"))
            .bind("lo")
            .port(port)
            .upLimit(100_000)
            .without("lan") // other runs of this test have the same content
            .start();
    Share share = sharer.share(folder.resolve("photos"), ShareOptions.defaults());
    assertThat(share.link()).isNotNull();
    return Thread.ofVirtual()
        .start(() -> {
          try (sharer) {
            Await.holds(
                Duration.ofSeconds(60),
                () -> "nobody came",
                () -> share.progress().uploaded() > 100_000);
          }
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void refuseAll(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket one = server.accept();
          OutputStream out = one.getOutputStream()) {
        one.getInputStream().read(new byte[4096]);
        out.write("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException over) {
        return;
      }
    }
  }
}
