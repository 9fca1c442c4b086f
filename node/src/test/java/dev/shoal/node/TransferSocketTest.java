package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real transfer, by the protocols that are found, between two nodes that know only the link. */
@Timeout(60)
class TransferSocketTest {
  @TempDir Path temp;

  @Test
  void aSharedFolderArrivesByItsLinkAlone() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("photos/summer")).getParent();
    byte[] large = new byte[5_000_000];
    new Random(7).nextBytes(large);
    Files.write(folder.resolve("sea.jpg"), large);
    Files.writeString(folder.resolve("summer/note.txt"), "warm");
    List<TransferEvent> events = new CopyOnWriteArrayList<>();
    try (LeakCheck _ = LeakCheck.begin()) {
      try (Node here = node("here");
          Node there = node("there");
          Share share = there.share(folder, ShareOptions.defaults());
          Download download =
              here.get(
                  share.link().text(),
                  GetOptions.defaults().withInto(Files.createDirectory(temp.resolve("got"))))) {
        download.events(events::add);
        Path got = download.await();
        assertThat(got.resolve("sea.jpg")).hasBinaryContent(large);
        assertThat(got.resolve("summer/note.txt")).hasContent("warm");
        assertThat(download.progress(Duration.ofMillis(100)).toList())
            .last()
            .extracting(Progress::done)
            .isEqualTo(5_000_004L);
        assertThat(share.progress().uploaded()).isGreaterThanOrEqualTo(5_000_004L);
      }
    }
    assertThat(events).hasAtLeastOneElementOfType(TransferEvent.Described.class);
    assertThat(events).hasAtLeastOneElementOfType(TransferEvent.PieceDone.class);
    assertThat(events).hasAtLeastOneElementOfType(TransferEvent.Completed.class);
  }

  private Node node(String name) {
    return Node.builder().stateFolder(temp.resolve(name)).bind("lo").port(0).start();
  }
}
