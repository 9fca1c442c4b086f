package dev.shoal.bittorrent.piece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.testkit.Property;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PiecePickerTest {
  private static final int MIB = 1 << 20;
  private static final long LATER = 10_000_000_000L;

  private static Layout layout(long length, int pieceLength) {
    return new Layout(
        "x", false, List.of(new FileEntry(List.of(), 0, length)), length, pieceLength);
  }

  private static BitSet all(Layout layout) {
    BitSet all = new BitSet();
    all.set(0, layout.pieces());
    return all;
  }

  private static PiecePicker picker(Layout layout, boolean sequential) {
    return new PiecePicker(layout, all(layout), new BitSet(), sequential, new SplittableRandom(1));
  }

  private static Holdings seed(PiecePicker picker) {
    Holdings seed = new Holdings();
    picker.holders().hasAll(seed);
    return seed;
  }

  private static BitSet pieces(int... pieces) {
    BitSet set = new BitSet();
    for (int piece : pieces) {
      set.set(piece);
    }
    return set;
  }

  @Test
  void theRarestComesFirstOnceThereIsSomethingToTrade() {
    Layout layout = layout(8L * MIB, MIB);
    PiecePicker picker =
        new PiecePicker(layout, all(layout), pieces(0, 1, 2, 3), false, new SplittableRandom(1));
    Holdings some = new Holdings();
    picker.holders().has(some, pieces(4, 5, 6));
    Holdings more = new Holdings();
    picker.holders().has(more, pieces(4, 5, 7));
    for (int i = 0; i < 4; i++) { // the first few are picked by chance
      Span span = picker.next(1, more, MIB, false, 0).orElseThrow();
      picker.giveBack(1, span);
    }
    Holdings seed = seed(picker);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Span span = picker.next(1, seed, MIB, false, 0).orElseThrow();
      order.add(layout.pieceAt(span.offset()));
    }
    assertThat(order).containsExactlyInAnyOrder(4, 5, 6, 7);
  }

  /** Found by the simulator: seeders gave five copies until there was one. */
  @Test
  void aSeedersLineIsForWhatOnlySeedersHave() {
    Layout layout = layout(8L * MIB, MIB);
    PiecePicker picker =
        new PiecePicker(layout, all(layout), pieces(0, 1, 2, 3), false, new SplittableRandom(1));
    Holdings some = new Holdings();
    picker.holders().has(some, pieces(4, 5, 6));
    Span begun = picker.next(1, some, MIB / 4, false, 0).orElseThrow();
    Holdings seed = seed(picker);
    Span first = picker.next(2, seed, MIB / 4, false, 0).orElseThrow();
    Span second = picker.next(2, seed, MIB / 4, true, 0).orElseThrow();
    assertThat(layout.pieceAt(first.offset())).isEqualTo(7);
    assertThat(second.offset()).as("and it is finished").isEqualTo(first.end());
    picker.holders().has(some, pieces(7));
    Span third = picker.next(2, seed, MIB / 4, true, 0).orElseThrow();
    assertThat(layout.pieceAt(third.offset()))
        .as("others have it now: what was begun first comes first")
        .isEqualTo(layout.pieceAt(begun.offset()));
  }

  @Test
  void sequentialMeansInOrder() {
    Layout layout = layout(4L * MIB, MIB);
    PiecePicker picker = picker(layout, true);
    Holdings seed = seed(picker);
    for (int piece = 0; piece < 4; piece++) {
      assertThat(picker.next(1, seed, MIB, true, 0)).contains(new Span((long) piece * MIB, MIB));
    }
  }

  @Test
  void aSlowSourceGetsAPartAndTheNextOneGoesOnInTheSamePiece() {
    PiecePicker picker = picker(layout(4L * MIB, MIB), true);
    Holdings seed = seed(picker);
    assertThat(picker.next(1, seed, 1 << 16, true, 0)).contains(new Span(0, 1 << 16));
    assertThat(picker.next(2, seed, MIB, true, 0)).contains(new Span(1 << 16, MIB - (1 << 16)));
  }

  @Test
  void aFastSourceGetsNeighboursOfSmallPieces() {
    PiecePicker picker = picker(layout(4L * MIB, 1 << 18), true);
    assertThat(picker.next(1, seed(picker), MIB, true, 0)).contains(new Span(0, MIB));
  }

  @Test
  void nothingIsHandedOutTwiceUntilItIsLateAndThenOnlyToTheIdle() {
    PiecePicker picker = picker(layout(MIB, MIB), false);
    Holdings seed = seed(picker);
    Span all = picker.next(1, seed, MIB, true, 0).orElseThrow();
    assertThat(picker.next(2, seed, MIB, false, 1)).isEmpty();
    assertThat(picker.next(2, seed, MIB, true, LATER)).isEmpty();
    Span stolen = picker.next(2, seed, MIB, false, LATER).orElseThrow();
    assertThat(stolen.end()).as("from the end").isEqualTo(all.end());
    assertThat(picker.accept(2, stolen)).containsExactly(stolen);
    assertThat(picker.accept(1, all))
        .as("each block once")
        .containsExactly(new Span(0, MIB - stolen.length()));
  }

  @Test
  void whoTookOverSomeThatIsLateGetsTheRestAtOnce() {
    PiecePicker picker = picker(layout(MIB, MIB), false);
    Holdings seed = seed(picker);
    picker.next(1, seed, MIB, true, 0);
    int taken = 0;
    while (taken < MIB) {
      Span stolen = picker.next(2, seed, MIB, false, LATER).orElseThrow();
      picker.accept(2, stolen);
      taken += stolen.length();
    }
    assertThat(taken).isEqualTo(MIB);
  }

  @Test
  void whoHasGivenNothingTakesOverNothingFromWhoHas() {
    PiecePicker picker = picker(layout(2 * MIB, MIB), false);
    Holdings seed = seed(picker);
    Span first = picker.next(1, seed, MIB, true, 0).orElseThrow();
    picker.next(2, seed, MIB, true, 0); // and gives nothing
    picker.accept(1, first);
    assertThat(picker.next(3, seed, MIB, false, LATER)).as("gave nothing yet").isEmpty();
    assertThat(picker.next(1, seed, MIB, false, LATER)).isPresent();
  }

  @Test
  void whatIsGivenBackIsHandedOutAgain() {
    PiecePicker picker = picker(layout(MIB, MIB), false);
    Holdings seed = seed(picker);
    Span span = picker.next(1, seed, MIB, true, 0).orElseThrow();
    picker.giveBack(1, span);
    assertThat(picker.next(2, seed, MIB, true, 0)).contains(span);
  }

  @Test
  void whoGaveBackWhatItTookOverIsAskedAgain() {
    PiecePicker picker = picker(layout(MIB, MIB), false);
    Holdings seed = seed(picker);
    picker.next(1, seed, MIB, true, 0); // and gives nothing
    Span taken = picker.next(2, seed, MIB, false, LATER).orElseThrow();
    picker.giveBack(2, taken);
    assertThat(picker.next(2, seed, MIB, false, 2 * LATER)).contains(taken);
  }

  @Test
  void aWrongPieceComesFromOneSourceAloneNextTime() {
    PiecePicker picker = picker(layout(MIB, MIB), false);
    Holdings seed = seed(picker);
    Span first = picker.next(1, seed, MIB / 2, true, 0).orElseThrow();
    Span second = picker.next(2, seed, MIB, true, 0).orElseThrow();
    picker.accept(1, first);
    picker.accept(2, second);
    picker.stored(first);
    assertThat(picker.stored(second)).containsExactly(0);
    assertThat(picker.givers(0)).containsExactlyInAnyOrder(1, 2);
    picker.refute(0);
    assertThat(picker.next(1, seed, MIB / 2, true, 0)).isPresent();
    assertThat(picker.next(2, seed, MIB, true, 0)).isEmpty();
    picker.leave(1, new Holdings());
    assertThat(picker.next(2, seed, MIB, true, 0)).isPresent();
  }

  @Test
  void aWrongPieceIsNotLeftToWhoHasGivenNothingYet() {
    PiecePicker picker = picker(layout(MIB, MIB), false);
    Holdings seed = seed(picker);
    picker.accept(1, picker.next(1, seed, MIB, true, 0).orElseThrow());
    picker.stored(new Span(0, MIB));
    picker.refute(0);
    assertThat(picker.next(2, seed, MIB, true, 0)).as("only promises").isEmpty();
    assertThat(picker.next(1, seed, MIB, true, 0)).isPresent();
    assertThat(picker.next(2, seed, MIB, true, LATER / 4)).isEmpty();
    assertThat(picker.next(2, seed, MIB, true, LATER))
        .as("who keeps it is not waited for any longer than others")
        .isPresent();
  }

  /** Whatever sources do, all comes in the end, each block is accepted once, nothing is lost. */
  @Test
  void chaosEndsWithEverythingVerified() {
    Property.forAll(draw -> {
      int pieceLength = draw.between(1, 1 << 17);
      Layout layout = layout(draw.between(1, 1 << 20), pieceLength);
      PiecePicker picker =
          new PiecePicker(layout, all(layout), new BitSet(), draw.oneIn(3), draw.random());
      Holdings[] sources = {seed(picker), seed(picker), new Holdings()};
      List<List<Span>> out = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      BitSet accepted = new BitSet();
      long now = 0;
      for (int step = 0; step < 200_000 && !picker.complete(); step++) {
        int source = draw.between(0, 2);
        List<Span> held = out.get(source);
        now += 500_000_000L;
        if (draw.oneIn(3) || held.isEmpty()) {
          if (source == 2) {
            picker.holders().has(sources[2], pieces(draw.between(0, layout.pieces() - 1)));
          }
          Optional<Span> span =
              picker.next(source, sources[source], draw.between(1, MIB), !held.isEmpty(), now);
          span.ifPresent(held::add);
        } else {
          Span span = held.remove(draw.between(0, held.size() - 1));
          if (draw.oneIn(4)) {
            picker.giveBack(source, span);
          } else {
            fill(picker, source, span, accepted, sources);
          }
        }
      }
      assertThat(picker.complete()).isTrue();
      assertThat((long) accepted.cardinality()).isEqualTo(layout.length());
    });
  }

  private static void fill(
      PiecePicker picker, int source, Span span, BitSet accepted, Holdings[] sources) {
    for (Span each : picker.accept(source, span)) {
      for (int at = (int) each.offset(); at < each.end(); at++) {
        assertThat(accepted.get(at)).as("accepted once").isFalse();
        accepted.set(at);
      }
      for (int piece : picker.stored(each)) {
        assertThat(picker.verify(piece, List.of(sources))).isTrue();
      }
    }
  }
}
