package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeSocketTest {
  @TempDir Path temp;

  @Test
  void twoNodesMeetAndLeaveNothingBehind() throws Exception {
    try (LeakCheck _ = LeakCheck.begin()) {
      List<TransferEvent> events = new CopyOnWriteArrayList<>();
      try (Node here = node().start();
          Node there = node().start();
          Share share = there.share(temp, ShareOptions.defaults());
          Download download = here.get(share.link().text(), into("x"))) {
        download.events(events::add);
        assertThat(share.link().description()).isEqualTo(temp);
        assertThat(download.await()).isEqualTo(Path.of("x"));
        assertThat(download.await(Duration.ZERO)).contains(Path.of("x"));
        assertThat(download.progress(Duration.ofHours(1)).map(Progress::done)).containsExactly(4L);
      }
      assertThat(events).containsExactly(new TransferEvent.Completed(Path.of("x"), 4, 1));
    }
  }

  @Test
  void aFileCanDescribeWhatIsWanted() throws Exception {
    try (Node node = node().start()) {
      Path file = Files.writeString(temp.resolve("my.echo"), "echo:" + node.port());
      try (Download download = node.get(file.toString(), into("y"))) {
        assertThat(download.await()).isEqualTo(Path.of("y"));
      }
    }
  }

  @Test
  void whatNobodyUnderstandsIsAProblem() throws Exception {
    Path file = Files.writeString(temp.resolve("some.txt"), "text");
    try (Node node = node().start()) {
      assertThat(kindOf(node, "nonsense")).isEqualTo(Problem.Kind.USAGE);
      assertThat(kindOf(node, "\0")).isEqualTo(Problem.Kind.USAGE);
      assertThat(kindOf(node, temp.toString())).isEqualTo(Problem.Kind.USAGE);
      assertThat(kindOf(node, file.toString())).isEqualTo(Problem.Kind.USAGE);
      assertThat(kindOf(node, "http://127.0.0.1:1/x")).isEqualTo(Problem.Kind.NETWORK);
      assertThat(kindOf(node, "http://example.org/x")).isEqualTo(Problem.Kind.NETWORK);
      assertThat(kindOf(node, "https://:bad url")).isEqualTo(Problem.Kind.USAGE);
    }
  }

  @Test
  void aPortThatWasAskedForAndIsTakenIsAConflict() {
    try (LeakCheck _ = LeakCheck.begin();
        Node first = node().start()) {
      NodeBuilder same = node().port(first.port());
      assertThatThrownBy(same::start)
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONFLICT));
    }
  }

  @Test
  void withoutAWishAnotherPortIsTaken() {
    NodeBuilder wanted = Node.builder().stateFolder(temp).bind("lo");
    wanted.protocols(List.of(new EchoProtocol()));
    try (Node first = wanted.start();
        Node second = wanted.start()) {
      assertThat(second.port()).isNotEqualTo(first.port());
    }
  }

  @Test
  void itTellsWhereItListens() {
    try (Node node = node().start()) {
      assertThat(node.listening())
          .isNotEmpty()
          .allMatch(at -> at.port() == node.port() && at.address().isLoopbackAddress());
    }
  }

  @Test
  void closedMeansClosed() {
    Node node = node().start();
    node.close();
    node.close();
    assertThatThrownBy(() -> node.share(temp, ShareOptions.defaults()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Whatever its protocols had just begun. */
  @Test
  void whoIsClosedAtOnceEndsQuietly() {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    try {
      for (int i = 0; i < 50; i++) {
        Node.builder().stateFolder(temp.resolve("state")).bind("lo").port(0).start().close();
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(uncaught).isEmpty();
  }

  @Test
  void protocolsAreFoundOnTheClassPath() throws Exception {
    try (Node node = Node.builder().stateFolder(temp).bind("lo").port(0).start();
        Download download = node.get("echo:" + node.port(), into("w"))) {
      assertThat(download.await()).isEqualTo(Path.of("w"));
    }
  }

  private NodeBuilder node() {
    NodeBuilder builder = Node.builder().stateFolder(temp.resolve("state")).bind("lo").port(0);
    return builder.protocols(List.of(new EchoProtocol()));
  }

  private static GetOptions into(String folder) {
    return GetOptions.defaults().withInto(Path.of(folder));
  }

  private static Problem.Kind kindOf(Node node, String name) {
    try (Download download = node.get(name, GetOptions.defaults())) {
      throw new AssertionError("no problem, but " + download.progress());
    } catch (Problem problem) {
      return problem.kind();
    }
  }
}
