package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.discovery.book.PeerBook;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Noise;
import dev.shoal.testkit.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of a state folder that were torn, forged or written by another version: the node begins
 * anew where they make no sense, and looks at what is on the disk rather than fetch it again.
 */
class StateDamageSocketTest {
  private static final int CASES = 24;
  private static final long SIZE = 300_000;

  /** A journal that was cut off right between two entries does not tell that more was known. */
  private static final int SELDOM = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path temp;

  @Test
  void whateverBecomesOfItNothingFailsOrIsFetchedAgain() throws Exception {
    Path theirs = new Noise(1).file(temp.resolve("theirs"), SIZE);
    Path ours = new Noise(2).file(temp.resolve("ours"), 100_000);
    Path state = temp.resolve("state");
    Path whole = temp.resolve("whole");
    try (Node there = node(temp.resolve("other"));
        Share share = there.share(theirs, ShareOptions.defaults())) {
      String link = share.link().text();
      String name = use(state, link, ours);
      copy(state, whole);
      Property.forAll(
          CASES,
          draw -> {
            copy(whole, state);
            damage(draw, state);
            assertThat(use(state, link, ours)).isEqualTo(name);
            assertThat(temp.resolve("to/theirs")).hasSameBinaryContentAs(theirs);
          });
      assertThat(share.progress().uploaded()).isLessThan(SELDOM * SIZE);
    }
  }

  /** Who this node is and whom it remembers: a warning, a fresh start, and nothing else. */
  @Test
  void aDamagedIdentityOrMemoryIsToldAndBegunAnew() throws Exception {
    Path state = temp.resolve("mine");
    node(state).close();
    Files.write(state.resolve("peers"), new PeerBook(new SplittableRandom(1)).encode());
    try (Node whole = node(state)) {
      assertThat(whole.warnings()).isEmpty();
    }
    for (String name : List.of("identity", "peers")) {
      Path file = state.resolve(name);
      Property.forAll(
          CASES,
          draw -> {
            try {
              byte[] bytes = Files.readAllBytes(file);
              Files.write(file, damaged(draw, bytes));
              try (Node node = node(state)) {
                assertThat(node.warnings()).singleElement().asString().contains("file " + name);
              }
              Files.write(file, bytes);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertThat(state.resolve(name + ".damaged")).exists();
    }
  }

  private static byte[] damaged(Draw draw, byte[] bytes) {
    if (draw.oneIn(2)) {
      return Arrays.copyOf(bytes, draw.note("length", draw.between(0, bytes.length - 1)));
    }
    byte[] forged = bytes.clone();
    int bit = draw.note("bit", draw.between(0, 8 * bytes.length - 1));
    forged[bit / 8] ^= (byte) (1 << bit % 8);
    return forged;
  }

  private static Node node(Path state) {
    return Node.builder().stateFolder(state).bind("lo").port(0).start();
  }

  /** Fetches one thing and shares another; what the link names that leads to it. */
  private String use(Path state, String link, Path ours) {
    try (Node node = node(state);
        Download download = node.get(link, GetOptions.defaults().withInto(temp.resolve("to")));
        Share share = node.share(ours, ShareOptions.defaults())) {
      assertThat(download.await(PATIENCE)).contains(temp.resolve("to/theirs"));
      String text = share.link().text();
      return text.substring(0, text.indexOf('&'));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void damage(Draw draw, Path state) {
    List<Path> files = draw.note("files", files(state));
    for (int many = draw.between(1, 3); many > 0; many--) {
      Path file = draw.note("damaged", draw.one(files));
      try {
        byte[] bytes = Files.readAllBytes(file);
        switch (draw.note("how", draw.between(0, 3))) {
          case 0 -> Files.write(file, Arrays.copyOf(bytes, draw.between(0, bytes.length)));
          case 1 -> Files.write(file, draw.bytes());
          case 2 -> {
            if (bytes.length > 0) {
              bytes[draw.between(0, bytes.length - 1)] ^= (byte) (1 << draw.between(0, 7));
            }
            Files.write(file, bytes);
          }
          default -> Files.copy(draw.one(files), file, StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      try {
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
