package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.bittorrent.session.WebServer.Answers;
import dev.shoal.bittorrent.session.WebServer.Reply;
import dev.shoal.bittorrent.session.WebServer.Request;
import dev.shoal.content.Conflict;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.PeerView;
import dev.shoal.host.Recipe;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole transfers from web servers that do, and do not, behave. */
class WebSeedSocketTest {
  @TempDir Path folder;
  private LeakCheck leaks;
  private LoopbackHost here; // has the data
  private LoopbackHost there; // wants it

  @BeforeEach
  void open() {
    leaks = LeakCheck.begin();
    here = new LoopbackHost(folder.resolve("s1"));
    there = new LoopbackHost(folder.resolve("s2"));
  }

  @AfterEach
  void close() {
    there.close();
    here.close();
    leaks.close();
  }

  private Path data(String name, int size) {
    return new Noise(size).file(folder.resolve("from").resolve(name), size);
  }

  /** Shares until what is to be got from elsewhere is known. */
  private Metainfo describe(Path path) throws Exception {
    Events events = new Events();
    try (Transfer transfer = share(path, List.of(), events)) {
      Path file = events.await(TransferEvent.Linked.class).description();
      assertThat(transfer.progress().uploaded()).isZero();
      return Metainfo.parse(Files.readAllBytes(file));
    }
  }

  private Transfer share(Path path, List<Locator.Ip> peers, Events events) {
    Recipe recipe =
        new Recipe(path, new byte[0], 0, List.of(), false, List.of(), peers, false, false, false);
    return here.torrents.publisher(recipe).orElseThrow().publish(events);
  }

  private Transfer get(Metainfo metainfo, List<URI> seeds, boolean sequential, Events events) {
    Metainfo named =
        new Metainfo(
            metainfo.info(),
            List.of(),
            seeds,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    FetchPlan plan =
        new FetchPlan(
            folder.resolve("to"), Conflict.REFUSE, "", "", sequential, List.of(), List.of(), false);
    return there
        .torrents
        .fetcher(new ContentName.Description(named.encode()))
        .orElseThrow()
        .fetch(plan, events);
  }

  private void assertSame(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        assertThat(to.resolve(from.relativize(each).toString())).hasSameBinaryContentAs(each);
      }
    }
  }

  /** Gets it from the web seed alone. */
  private WebServer getAlone(Path from, Answers answers) throws Exception {
    Metainfo metainfo = describe(from);
    WebServer server = new WebServer(answers);
    try (server) {
      Events events = new Events();
      try (Transfer transfer = get(metainfo, List.of(server.uri("/")), false, events)) {
        Path to = events.await(TransferEvent.Completed.class).path();
        if (Files.isDirectory(from)) {
          assertSame(from, to);
        } else {
          assertThat(to).hasSameBinaryContentAs(from);
        }
      }
    }
    return server;
  }

  /** The web seed fails in these words; a peer that comes then has the rest. */
  private Path getAfter(Path from, Answers answers, String words) throws Exception {
    Metainfo metainfo = describe(from);
    try (WebServer server = new WebServer(answers)) {
      Events events = new Events();
      try (Transfer transfer = get(metainfo, List.of(server.uri("/")), false, events)) {
        events.await(event ->
            event instanceof TransferEvent.Warning(String said, var _)
                && said.startsWith("web seed http://localhost:")
                && said.contains(words));
        try (Transfer peer = share(from, there.ports().listening(), new Events())) {
          return events.await(TransferEvent.Completed.class).path();
        }
      }
    }
  }

  @Test
  void aFolderComesFromAWebSeedAlone() throws Exception {
    data("Größe & 50%/a b.bin", 3_000_000);
    data("Größe & 50%/sub/c#d?e", 70_001);
    data("Größe & 50%/z", 1);
    Files.createFile(folder.resolve("from/Größe & 50%/empty"));
    WebServer server =
        getAlone(folder.resolve("from/Größe & 50%"), WebServer.files(folder.resolve("from")));
    assertThat(server.connections).as("connections are kept").hasValueLessThanOrEqualTo(2);
    assertThat(server.requests).extracting(Request::path).doesNotContain("/Größe & 50%/empty");
  }

  @Test
  void aPersonSeesItAsAPeer() throws Exception {
    Path from = data("film", 400_000);
    Metainfo metainfo = describe(from);
    try (WebServer server = new WebServer(WebServer.files(folder.resolve("from")))) {
      Events events = new Events();
      try (Transfer transfer = get(metainfo, List.of(server.uri("/film")), false, events)) {
        PeerView view = events.await(TransferEvent.Peer.class).view();
        assertThat(view.client()).isEqualTo("web seed localhost");
        assertThat(view.have()).isEqualTo(1);
        assertThat(view.locator().address().isLoopbackAddress()).isTrue();
        events.await(TransferEvent.Completed.class);
        assertThat(transfer.progress().downloaded()).isGreaterThanOrEqualTo(400_000);
      }
    }
  }

  @Test
  void aLinkMayNameIt() throws Exception {
    Path from = data("film", 3_000_000);
    try (WebServer server = new WebServer(WebServer.files(folder.resolve("from")))) {
      Events sharing = new Events();
      try (Transfer sharer = share(from, List.of(), sharing)) {
        String link =
            sharing.await(TransferEvent.Linked.class).link() + "&ws=" + server.uri("/film");
        FetchPlan plan =
            new FetchPlan(
                folder.resolve("to"), Conflict.REFUSE, "", "", false, List.of(), List.of(), false);
        Events events = new Events();
        try (Transfer transfer =
            there.torrents.fetcher(new ContentName.Link(link)).orElseThrow().fetch(plan, events)) {
          Path to = events.await(TransferEvent.Completed.class).path();
          assertThat(to).hasSameBinaryContentAs(from);
        }
        assertThat(server.requests).isNotEmpty();
      }
    }
  }

  @Test
  void redirectsAreFollowedAndRemembered() throws Exception {
    Path from = data("film", 3_000_000);
    try (WebServer mirror = new WebServer(WebServer.files(folder.resolve("from")))) {
      WebServer server =
          getAlone(from, _ -> Reply.of("302 Found", "Location: " + mirror.uri("/film")));
      assertThat(server.requests).as("one for each connection").hasSizeLessThanOrEqualTo(2);
      assertThat(mirror.requests).isNotEmpty();
    }
  }

  @Test
  void whatIsCutOffIsAskedForAgain() throws Exception {
    Path from = data("film", 2_000_000);
    Answers files = WebServer.files(folder.resolve("from"));
    AtomicInteger asked = new AtomicInteger();
    getAlone(
        from,
        request -> {
          Reply reply = files.to(request);
          return asked.getAndIncrement() % 3 == 1
              ? new Reply(
                  reply.head().replaceFirst("\r\n", "\r\nConnection: close\r\n"),
                  Arrays.copyOf(reply.body(), reply.body().length / 2))
              : reply;
        });
  }

  @Test
  void aBusyServerIsAskedWhenItSays() throws Exception {
    Path from = data("film", 300_000);
    Answers files = WebServer.files(folder.resolve("from"));
    AtomicInteger asked = new AtomicInteger();
    WebServer server =
        getAlone(
            from,
            request ->
                asked.getAndIncrement() == 0
                    ? Reply.of("503 Service Unavailable", "Retry-After: 1")
                    : files.to(request));
    assertThat(server.requests.size()).isGreaterThan(1);
  }

  @Test
  void aServerWithoutRangesIsGoodForSmallFiles() throws Exception {
    data("many/a", 100_000);
    data("many/b", 20_000);
    data("many/c", 200_000);
    getAlone(folder.resolve("from/many"), withoutRanges());
  }

  private Answers withoutRanges() {
    return request ->
        WebServer.whole(
            Files.readAllBytes(folder.resolve("from").resolve(request.path().substring(1))));
  }

  @Test
  void aServerWithoutRangesIsLeftWithALargeFile() throws Exception {
    Path from = data("film", 5_000_000);
    assertThat(
            getAfter(
                from, withoutRanges(), "does not give film: the server gives whole files only"))
        .hasSameBinaryContentAs(from);
  }

  @Test
  void wrongBytesAreFoundAndNotAskedForAgain() throws Exception {
    Path from = data("film", 2_000_000);
    byte[] wrong = new Noise(99).bytes(2_000_000);
    Path to =
        getAfter(
            from,
            request -> WebServer.part(wrong, request.range().orElseThrow()),
            "it sent wrong data");
    assertThat(to).hasSameBinaryContentAs(from);
  }

  @Test
  void aFileThatIsNotThereComesFromAPeer() throws Exception {
    data("folder/there", 900_000);
    data("folder/zzz missing", 1_500_000);
    Path from = folder.resolve("from/folder");
    Answers files = WebServer.files(folder.resolve("from"));
    Path to =
        getAfter(
            from,
            request ->
                request.path().contains("missing") ? Reply.of("404 Not Found") : files.to(request),
            "does not give zzz missing: the server says 404");
    assertSame(from, to);
  }

  @Test
  void aServerThatStandsStillHoldsNobodyUp() throws Exception {
    Path from = data("film", 1_000_000);
    Metainfo metainfo = describe(from);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Answers standing =
        _ -> {
          asked.countDown();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IOException("enough");
        };
    try (WebServer server = new WebServer(standing)) {
      Events events = new Events();
      try (Transfer transfer = get(metainfo, List.of(server.uri("/")), false, events)) {
        asked.await();
        try (Transfer peer = share(from, there.ports().listening(), new Events())) {
          Path to = events.await(TransferEvent.Completed.class).path();
          assertThat(to).hasSameBinaryContentAs(from);
        }
      } finally {
        over.countDown();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/1000000, /36028797018963968, has another length",
    "Content-Length: \\d+, Content-Length: 1125899906842624, another range than was asked for",
    "bytes \\d+-, bytes 7-, another range than was asked for",
    "HTTP/1.1, NNTP/1.1, is not HTTP",
    "Content-Length, Content-Encoding: br|Content-Length, another encoding"
  })
  void liesEndInWords(String truth, String lie, String words) throws Exception {
    Path from = data("film", 1_000_000);
    Answers files = WebServer.files(folder.resolve("from"));
    Path to =
        getAfter(
            from,
            request -> {
              Reply reply = files.to(request);
              return new Reply(
                  reply.head().replaceFirst(truth, lie.replace("|", "\r\n")), reply.body());
            },
            words);
    assertThat(to).hasSameBinaryContentAs(from);
  }
}
