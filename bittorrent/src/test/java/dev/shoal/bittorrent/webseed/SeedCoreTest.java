package dev.shoal.bittorrent.webseed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.webseed.SeedCore.Errand;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedCoreTest {
  private static final int BLOCK = 1 << 14;
  private static final int PIECE = 4 * BLOCK;
  private static final long SECOND = 1_000_000_000L;
  private static final Run RUN =
      new Run() {
        @Override
        public ByteBuffer buffer() {
          return ByteBuffer.allocate(0);
        }

        @Override
        public void release() {}
      };

  /** Files of two and a half, and one and a half pieces. */
  private static final Layout LAYOUT =
      new Layout(
          "two",
          true,
          List.of(
              new FileEntry(List.of("a"), 0, 10 * BLOCK),
              new FileEntry(List.of("b"), 10 * BLOCK, 6 * BLOCK)),
          16 * BLOCK,
          PIECE);

  private final List<SwarmEvent> told = new ArrayList<>();
  private final SeedCore core = new SeedCore(7, LAYOUT, told::add);

  @BeforeEach
  void begin() {
    core.begin(0);
  }

  private List<SwarmEvent> heard() {
    List<SwarmEvent> events = List.copyOf(told);
    told.clear();
    return events;
  }

  private static Lease piece(long id, int piece) {
    return new Lease(id, (long) piece * PIECE, PIECE);
  }

  private static Span span(int block, int blocks) {
    return new Span((long) block * BLOCK, blocks * BLOCK);
  }

  private Errand errand(long nanos) {
    return core.next(nanos).orElseThrow();
  }

  @Test
  void itJoinsWithEverything() {
    assertThat(heard())
        .containsExactly(
            new SwarmEvent.Joined(7),
            new SwarmEvent.HasAll(7),
            new SwarmEvent.Choked(7, false),
            new SwarmEvent.Idle(7, (int) SeedCore.MIN_WINDOW));
    assertThat(core.next(0)).isEmpty();
    assertThat(core.wake()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void neighboursAreOneErrand() {
    core.grant(piece(1, 3));
    core.grant(piece(2, 0));
    core.grant(piece(3, 1));
    assertThat(errand(0).leases()).containsExactly(piece(2, 0), piece(3, 1));
    assertThat(errand(0).leases()).containsExactly(piece(1, 3));
    assertThat(core.next(0)).isEmpty();
  }

  @Test
  void whatIsFilledIsPassedOnWithoutWhatWasCancelled() {
    Lease lease = piece(1, 1);
    core.grant(lease);
    Errand errand = errand(0);
    heard();
    core.cancel(new Lease(1, 5 * BLOCK, BLOCK), 0);
    assertThat(heard()).containsExactly(new SwarmEvent.Returned(7, 1, span(5, 1)));
    assertThat(core.pass(lease, span(4, 3), RUN, 0)).isTrue();
    assertThat(heard())
        .contains(new SwarmEvent.Filled(7, 1, 4 * BLOCK, List.of(span(4, 1), span(6, 1)), RUN));
    assertThat(core.owes(lease)).isTrue();
    core.end(errand);
    assertThat(heard()).containsExactly(new SwarmEvent.Returned(7, 1, span(7, 1)));
    assertThat(core.owes(lease)).isFalse();
  }

  @Test
  void aRunThatNobodyWantsStaysWithItsLane() {
    Lease lease = piece(1, 1);
    core.grant(lease);
    errand(0);
    core.cancel(lease, 0);
    heard();
    assertThat(core.pass(lease, span(4, 4), RUN, 0)).isFalse();
    assertThat(heard()).isEmpty();
  }

  @Test
  void aLeaseCancelledBeforeItsTurnIsNotFetched() {
    core.grant(piece(1, 1));
    core.cancel(piece(1, 1), 0);
    assertThat(core.next(0)).isEmpty();
  }

  @Test
  void eachFailureInARowPausesLonger() {
    long nanos = 0;
    for (long pause = 1; pause < 2000; pause *= 2) {
      assertThat(core.failed(OptionalLong.empty(), nanos)).isEqualTo(pause == 2);
      long end = nanos + Math.min(pause, 600) * SECOND;
      assertThat(core.wake()).isEqualTo(end);
      assertThat(core.next(end - 1)).isEmpty();
      heard();
      assertThat(core.next(end)).isEmpty();
      assertThat(heard())
          .containsExactly(
              new SwarmEvent.Choked(7, false), new SwarmEvent.Idle(7, (int) SeedCore.MIN_WINDOW));
      nanos = end;
    }
    core.arrived(BLOCK, nanos);
    core.failed(OptionalLong.empty(), nanos);
    assertThat(core.wake()).as("it served in between").isEqualTo(nanos + SECOND);
  }

  @Test
  void whileItPausesItTakesNothing() {
    core.grant(piece(1, 0));
    core.grant(piece(2, 2));
    Errand running = errand(0);
    heard();
    core.failed(OptionalLong.empty(), 0);
    assertThat(heard())
        .as("choked first, or the swarm would grant it again")
        .containsExactly(new SwarmEvent.Choked(7, true), new SwarmEvent.Returned(7, 2, span(8, 4)));
    core.end(running);
    core.grant(piece(3, 3)); // it was on its way
    assertThat(heard())
        .containsExactly(
            new SwarmEvent.Returned(7, 1, span(0, 4)), new SwarmEvent.Returned(7, 3, span(12, 4)));
  }

  @Test
  void aServerMaySayHowLongWithinBounds() {
    core.failed(OptionalLong.of(0), 0);
    assertThat(core.wake()).isEqualTo(SECOND);
    core.next(SECOND);
    core.failed(OptionalLong.of(Long.MAX_VALUE), SECOND);
    assertThat(core.wake()).isEqualTo(3601 * SECOND);
  }

  @Test
  void aFileThatIsGoneIsTakenFromWhatItHas() {
    core.grant(piece(1, 3));
    heard();
    assertThat(core.gone(1, 0)).isTrue();
    assertThat(heard())
        .startsWith(
            new SwarmEvent.HasNot(7, 2),
            new SwarmEvent.HasNot(7, 3),
            new SwarmEvent.Returned(7, 1, span(12, 4)));
    assertThat(core.share()).isEqualTo(0.5);
    assertThat(core.gone(1, 0)).as("no news").isFalse();
    core.grant(piece(2, 0));
    assertThat(core.next(0)).isPresent();
  }

  @Test
  void withoutAnyFileItPausesForLongAndBeginsAnew() {
    core.gone(0, 0);
    core.gone(1, 0);
    assertThat(core.wake()).isEqualTo(3600 * SECOND);
    assertThat(core.serves()).isFalse();
    assertThat(heard()).contains(new SwarmEvent.Choked(7, true));
    core.next(3600 * SECOND);
    assertThat(heard()).startsWith(new SwarmEvent.HasAll(7), new SwarmEvent.Choked(7, false));
    assertThat(core.share()).isEqualTo(1);
  }

  @Test
  void itAsksForTwoSecondsOfItsRate() {
    heard();
    for (int i = 0; i < 8; i++) {
      core.arrived(1 << 20, i * SECOND / 4);
    }
    Lease lease = piece(1, 0);
    core.grant(lease);
    errand(2 * SECOND);
    core.pass(lease, span(0, 4), RUN, 2 * SECOND);
    List<SwarmEvent> events = heard();
    assertThat(events).anyMatch(SwarmEvent.Rates.class::isInstance);
    assertThat(events).contains(new SwarmEvent.Idle(7, (int) SeedCore.MAX_WINDOW));
  }
}
