package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferEvent.Checked;
import dev.shoal.host.TransferEvent.Checking;
import dev.shoal.host.TransferEvent.Completed;
import dev.shoal.host.TransferEvent.Failed;
import dev.shoal.host.TransferEvent.PieceDone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventFeedTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final EventFeed feed = new EventFeed();
  private final List<TransferEvent> got = new CopyOnWriteArrayList<>();

  @Test
  void aLateConsumerGetsAllOfItInOrder() {
    feed.on(new Checked(0, 2));
    feed.on(new PieceDone(1, 1, 2));
    feed.deliverTo(got::add);
    feed.on(new PieceDone(0, 2, 2));
    feed.end(SOON);
    assertThat(got)
        .containsExactly(new Checked(0, 2), new PieceDone(1, 1, 2), new PieceDone(0, 2, 2));
    assertThatThrownBy(() -> feed.deliverTo(got::add)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ofManyReportsTheOldAreKeptAndWhatMattersAlways() {
    for (int i = 0; i < 2 * EventFeed.MAX_WAITING; i++) {
      feed.on(new PieceDone(i, i + 1, 1 << 20));
    }
    Completed completed = new Completed(Path.of("x"), 1, 1);
    feed.on(completed);
    feed.deliverTo(got::add);
    feed.end(SOON);
    assertThat(got).hasSize(EventFeed.MAX_WAITING + 1).endsWith(completed);
  }

  @Test
  void aNewerLookAtTheDiskReplacesTheOneThatWaits() {
    feed.on(new Checking(1, 3));
    feed.on(new Checking(2, 3));
    feed.on(new Checked(3, 3));
    feed.on(new Checking(1, 3));
    feed.deliverTo(got::add);
    feed.end(SOON);
    assertThat(got).containsExactly(new Checking(2, 3), new Checked(3, 3), new Checking(1, 3));
  }

  @Test
  void whoWaitsGetsTheEndOrTheProblem() throws InterruptedException {
    assertThat(feed.awaitCompletion(Optional.of(Duration.ofMillis(1)))).isEmpty();
    Problem full = new Problem(Problem.Kind.STORAGE, "the disk is full");
    feed.on(new Failed(full));
    assertThatThrownBy(() -> feed.awaitCompletion(Optional.empty())).isSameAs(full);
    assertThatThrownBy(feed::awaitLink).isSameAs(full);
  }

  @Test
  void closingWakesWhoWaits() throws InterruptedException {
    Thread closing = Thread.startVirtualThread(() -> feed.end(SOON));
    assertThatThrownBy(feed::awaitLink)
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.UNFINISHED));
    closing.join();
  }
}
