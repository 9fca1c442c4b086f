package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.content.Conflict;
import dev.shoal.content.LocalDisk;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Recipe;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.Noise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock is put back and forth while something is shared and fetched. */
class ClockJumpSocketTest {
  @TempDir Path folder;

  /** Of three looks one is a day behind and one a day ahead. */
  private static final class JumpingClock implements Clock {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final AtomicLong looks = new AtomicLong();

    @Override
    public long nanos() {
      return Clock.system().nanos();
    }

    @Override
    public long millis() {
      return Clock.system().millis() + (looks.getAndIncrement() % 3 - 1) * DAY;
    }
  }

  private LoopbackHost host(String name) {
    return new LoopbackHost(folder.resolve(name), new LocalDisk(), new JumpingClock());
  }

  private Transfer get(LoopbackHost host, String link, Events events) {
    FetchPlan plan =
        new FetchPlan(
            folder.resolve("to"), Conflict.REFUSE, "", "", false, List.of(), List.of(), true);
    return host.torrents.fetcher(new ContentName.Link(link)).orElseThrow().fetch(plan, events);
  }

  @Test
  void allArrivesAndIsThereTheNextTime() throws Exception {
    Path from = new Noise(1).file(folder.resolve("film"), 8_000_000);
    Recipe recipe =
        new Recipe(
            from, new byte[0], 0, List.of(), false, List.of(), List.of(), true, false, false);
    try (LoopbackHost here = host("s1")) {
      Events sharing = new Events();
      here.torrents.publisher(recipe).orElseThrow().publish(sharing);
      String link = sharing.await(TransferEvent.Linked.class).link();
      try (LoopbackHost there = host("s2")) {
        Events getting = new Events();
        get(there, link, getting);
        assertThat(getting.await(TransferEvent.Completed.class).path())
            .hasSameBinaryContentAs(from);
      }
      try (LoopbackHost again = host("s2")) {
        Events getting = new Events();
        Transfer transfer = get(again, link, getting);
        getting.await(TransferEvent.Completed.class);
        assertThat(transfer.progress().downloaded()).isZero();
      }
    }
  }
}
