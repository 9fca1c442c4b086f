package dev.shoal.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.piece.Holdings;
import dev.shoal.bittorrent.piece.PiecePicker;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final int HALF = 1 << 15;
  private static final Layout LAYOUT =
      new Layout("x", false, List.of(new FileEntry(List.of(), 0, 2 * HALF)), 2 * HALF, 2 * HALF);

  private final PiecePicker picker = picker();
  private final Verdicts verdicts = new Verdicts(picker);
  private final List<SwarmAction> actions = new ArrayList<>();
  private final Holdings all = new Holdings();

  private static PiecePicker picker() {
    BitSet wanted = new BitSet();
    wanted.set(0);
    return new PiecePicker(LAYOUT, wanted, new BitSet(), false, new SplittableRandom(1));
  }

  private void give(int source, int bytes) {
    picker.holders().hasAll(all);
    Span span = picker.next(source, all, bytes, true, 0).orElseThrow();
    picker.accept(source, span).forEach(picker::stored);
  }

  private static List<Hash> prints(String... blocks) {
    List<Hash> prints = new ArrayList<>();
    for (String block : blocks) {
      prints.add(Hash.sha1(block.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return prints;
  }

  private static SwarmAction banned(int source) {
    return new SwarmAction.End(source, "it sent wrong data", true);
  }

  @Test
  void whoGaveAllOfItIsGuilty() {
    give(4, 2 * HALF);
    verdicts.wrong(0, false, actions::add);
    assertThat(actions).containsExactly(banned(4));
  }

  @Test
  void ofSeveralTheOneWhoseBlocksDifferFromTheRightOnes() {
    give(4, HALF);
    give(5, HALF);
    verdicts.wrong(0, false, actions::add);
    assertThat(actions).containsExactly(new SwarmAction.Fingerprint(0));
    verdicts.fingerprinted(0, prints("a", "b", "C", "d"), List.of(), actions::add);
    assertThat(actions).as("nobody yet").hasSize(1);
    give(4, 2 * HALF);
    assertThat(picker.verify(0, List.of(all))).isTrue();
    verdicts.right(0, actions::add);
    verdicts.fingerprinted(0, prints("a", "b", "c", "d"), prints("a", "b", "c", "d"), actions::add);
    assertThat(actions.getLast()).isEqualTo(banned(5));
    assertThat(actions).doesNotContain(banned(4));
  }

  @Test
  void aDiskThatGivesBackOtherBytesBansNobody() {
    give(4, 2 * HALF);
    verdicts.wrong(0, true, actions::add); // some of it was read back
    verdicts.fingerprinted(0, prints("a", "b", "?", "d"), List.of(), actions::add);
    give(4, 2 * HALF);
    verdicts.wrong(0, true, actions::add);
    verdicts.fingerprinted(0, prints("a", "b", "?", "d"), prints("a", "b", "c", "d"), actions::add);
    assertThat(actions)
        .containsExactly(
            new SwarmAction.Fingerprint(0),
            new SwarmAction.Fingerprint(0),
            new SwarmAction.DiskAtFault(0));
  }

  @Test
  void aDiskThatGivesBackOtherBytesOfAVerifiedPieceIsNamed() {
    give(4, HALF);
    give(5, HALF);
    verdicts.wrong(0, true, actions::add);
    verdicts.fingerprinted(0, prints("a", "b", "?", "d"), List.of(), actions::add);
    give(4, 2 * HALF);
    assertThat(picker.verify(0, List.of(all))).as("as it came").isTrue();
    verdicts.right(0, actions::add);
    verdicts.fingerprinted(0, prints("a", "b", "?", "d"), prints("a", "b", "c", "d"), actions::add);
    assertThat(actions)
        .containsExactly(
            new SwarmAction.Fingerprint(0),
            new SwarmAction.Fingerprint(0),
            new SwarmAction.DiskAtFault(0));
  }

  @Test
  void whoGaveItAloneAndTheDiskIsRightIsGuilty() {
    give(4, 2 * HALF);
    verdicts.wrong(0, true, actions::add);
    verdicts.fingerprinted(0, prints("a", "b", "?", "d"), List.of(), actions::add);
    give(4, 2 * HALF);
    verdicts.wrong(0, true, actions::add);
    verdicts.fingerprinted(0, prints("a", "b", "?", "d"), prints("a", "b", "?", "d"), actions::add);
    assertThat(actions.getLast()).isEqualTo(banned(4));
  }
}
