package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.interop.Announcers.Peer;
import dev.shoal.testkit.Await;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker that ends while thousands announce has, once it is back, all whom it answered. */
class TrackerRestartTest {
  private static final int ENDED_BY_TERM = 143;
  private static final int ANSWERS_BEFORE_THE_END = 3000;
  private static final int KILLS_AS_IT_ENDS = 3;

  /** Within this a tracker that is told to end has ended, on most machines. */
  private static final int END_MILLIS = 200;

  @TempDir private Path root;
  private final long seed = System.nanoTime();
  private Workplace work;
  private InetSocketAddress at;
  private Path state;

  @BeforeEach
  void begin() {
    System.out.println("seed " + seed);
    work = new Workplace(root);
    at = work.address();
    state = work.folder("state");
  }

  @AfterEach
  void end() {
    work.close();
  }

  @Test
  void whoWasAnsweredIsStillThere() {
    Shoal first = start();
    Set<Peer> answered = endAmidAnnounces(first, first::stop, 0);
    assertThat(first.exit()).contains(ENDED_BY_TERM);
    Shoal second = start();
    long restored = second.await("restored").number("peers");
    assertThat(restored).isGreaterThanOrEqualTo(answered.size());
    assertThat(Announcers.known(at)).containsAll(answered);
  }

  /** It may cost what came since the last save, which is that of the end before. */
  @Tag("all")
  @Test
  void aKillCostsNoMoreThanIsNew() {
    Shoal first = start();
    Set<Peer> saved = endAmidAnnounces(first, first::stop, 0);
    Shoal second = start();
    long restored = second.await("restored").number("peers");
    endAmidAnnounces(second, second::kill, 1);
    Shoal third = start();
    assertThat(third.await("restored").number("peers")).isEqualTo(restored);
    assertThat(Announcers.known(at)).containsAll(saved);
    killAsItEnds(third, saved);
  }

  /** Before, in and after the save, so that there is the one of last time or a new one. */
  private void killAsItEnds(Shoal running, Set<Peer> saved) {
    Random random = new Random(seed);
    Shoal tracker = running;
    for (int i = 0; i < KILLS_AS_IT_ENDS; i++) {
      Shoal ending = tracker;
      Duration moment = Duration.ofMillis(random.nextInt(END_MILLIS));
      ending.terminate();
      Await.until(moment, () -> ending.exit().isPresent());
      ending.kill();
      ending.close();
      tracker = start();
      assertThat(Announcers.known(at)).containsAll(saved);
    }
  }

  private Shoal start() {
    String port = "" + at.getPort();
    Shoal tracker =
        Shoal.run(
            work,
            "tracker",
            "--bind",
            at.getHostString(),
            "--udp-port",
            port,
            "--http-port",
            port,
            "--address-limit",
            "0",
            "--state",
            state.toString(),
            "--json");
    tracker.await("listening");
    return tracker;
  }

  /** Ends a tracker amid announces, and waits until it has ended: who was answered. */
  private Set<Peer> endAmidAnnounces(Shoal tracker, Runnable end, int round) {
    Announcers announcers = new Announcers(at, round);
    try {
      tracker.await("many answers", () -> announcers.answered().size() >= ANSWERS_BEFORE_THE_END);
      end.run();
      tracker.close();
    } finally {
      announcers.close();
    }
    return announcers.answered();
  }
}
