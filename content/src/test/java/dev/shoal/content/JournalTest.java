package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pieces are trusted after which end of the last run. */
class JournalTest {
  /** Seven pieces: f0 has 0 to 2, f1 2 to 4, f2 4 to 6. */
  private static final Layout LAYOUT = Layouts.folder(16, 40, 30, 40);

  private static final int PART = 3;

  @TempDir private Path folder;
  private long now = 1_000_000;
  private final Clock clock =
      new Clock() {
        @Override
        public long nanos() {
          return now * 1_000_000;
        }

        @Override
        public long millis() {
          return now;
        }
      };

  private Journal open(String boot) {
    return new Journal(new LocalDisk(), folder.resolve("journal"), clock, boot);
  }

  private Placement placement(int... wanted) {
    return Placement.of(LAYOUT, folder, Selection.of(LAYOUT, bits(wanted)));
  }

  private static BitSet bits(int... members) {
    BitSet bits = new BitSet();
    Arrays.stream(members).forEach(bits::set);
    return bits;
  }

  /** The files in their final size, written at these times. */
  private static List<FileStamp> stamps(long... millis) {
    List<FileStamp> stamps = new ArrayList<>();
    for (int file = 0; file < millis.length; file++) {
      long size = file == PART ? 77 : LAYOUT.files().get(file).length();
      if (millis[file] > 0) {
        stamps.add(new FileStamp(file, size, millis[file] * 1_000_000));
      }
    }
    return stamps;
  }

  /** A run that wants all and verifies these pieces. */
  private Journal run(int... verified) {
    Journal journal = open("boot");
    journal.resume(LAYOUT, placement(0, 1, 2), List.of());
    journal.verified(bits(verified));
    return journal;
  }

  private Journal.Resumed resume(long... millis) {
    try (var journal = open("boot")) {
      return journal.resume(LAYOUT, placement(0, 1, 2), stamps(millis));
    }
  }

  private static void assertResumed(Journal.Resumed resumed, BitSet trusted, BitSet doubtful) {
    assertThat(resumed.trusted()).as("trusted").isEqualTo(trusted);
    assertThat(resumed.doubtful()).as("doubtful").isEqualTo(doubtful);
  }

  @Test
  void theFirstRunTrustsNothing() {
    assertResumed(resume(1, 1, 1), bits(), bits());
  }

  @Test
  void afterAKillFilesWrittenNoLaterThanTheLastEntryAreTrusted() {
    run(0, 1, 2, 5).close();
    long latest = now + Journal.TRUST_MILLIS;
    assertResumed(resume(latest, latest, latest), bits(0, 1, 2, 5), bits());
  }

  @Test
  void afterAKillAFileWrittenLaterIsHashedAgain() {
    run(0, 1, 2, 5).close();
    assertResumed(resume(now, now + Journal.TRUST_MILLIS + 1, now), bits(0, 1, 5), bits(2));
  }

  @Test
  void beingAliveMovesTheTimeUpToWhichFilesAreTrusted() {
    try (var journal = run(0)) {
      now += 60_000;
      journal.alive();
    }
    assertResumed(resume(now, now, now), bits(0), bits());
  }

  @Test
  void afterAKillAFileOfAnotherSizeOrGoneIsHashedAgain() {
    run(0, 1, 5, 6).close();
    List<FileStamp> found = List.of(new FileStamp(0, 39, now * 1_000_000));
    try (var journal = open("boot")) {
      assertResumed(journal.resume(LAYOUT, placement(0, 1, 2), found), bits(), bits(0, 1, 5, 6));
    }
  }

  @Test
  void afterACleanEndStampsAreExact() {
    run(0, 1, 2, 5).close(stamps(500, 500, 500));
    assertResumed(resume(500, 500, 499), bits(0, 1, 2), bits(5));
  }

  @Test
  void afterACleanEndAFileThatWasNotThereIsNotTrusted() {
    run(0, 5).close(stamps(500));
    assertResumed(resume(500, 500, 500), bits(0), bits(5));
  }

  @Test
  void aSettledFileHasAnExactStampWhateverTheEnd() {
    try (var journal = run(0, 1, 2, 5)) {
      journal.settled(stamps(0, 0, 500));
    }
    assertResumed(resume(now, now, 501), bits(0, 1, 2), bits(5));
  }

  @Test
  void aFileLeftCompleteStaysSettledInTheNextRunAndAnIncompleteOneDoesNot() {
    run(0, 1, 2, 5).close(stamps(500, 500, 500)); // f0 is complete
    resume(500, 500, 500);
    assertResumed(resume(501, 501, 501), bits(5), bits(0, 1, 2));
  }

  @Test
  void whatIsDoubtfulStaysSoUntilItIsVerified() {
    run(0, 1, 2, 5).close(stamps(500, 500, 500));
    resume(1, 500, 500);
    try (var journal = open("boot")) {
      var again = journal.resume(LAYOUT, placement(0, 1, 2), stamps(600, 600, 600));
      assertResumed(again, bits(5), bits(0, 1, 2));
      journal.verified(bits(1));
    }
    assertResumed(resume(600, 600, 600), bits(1, 5), bits(0, 2));
  }

  @Test
  void aFileThatBecomesWantedOrUnwantedIsHashedAgain() {
    try (var journal = open("boot")) {
      journal.resume(LAYOUT, placement(0), List.of());
      journal.verified(bits(0, 1, 2));
      journal.close(stamps(500, 0, 0, 500));
    }
    try (var journal = open("boot")) {
      assertThat(journal.wanted()).isEqualTo(bits(0));
      var more = journal.resume(LAYOUT, placement(0, 1), stamps(500, 500, 0, 500));
      assertResumed(more, bits(0, 1), bits(2));
      journal.verified(bits(2));
      journal.close(stamps(500, 500, 0, 500));
    }
    try (var journal = open("boot")) {
      var less = journal.resume(LAYOUT, placement(1), stamps(0, 500, 0, 500));
      assertResumed(less, bits(), bits(0, 1, 2));
    }
  }

  @Test
  void thePartFileIsWatchedToo() {
    try (var journal = open("boot")) {
      journal.resume(LAYOUT, placement(0), List.of());
      journal.verified(bits(0, 1, 2));
      journal.close(stamps(500, 0, 0, 500));
    }
    try (var journal = open("boot")) {
      var changed = journal.resume(LAYOUT, placement(0), stamps(500, 0, 0, 501));
      assertResumed(changed, bits(0, 1), bits(2));
    }
  }

  @Test
  void paddingIsNoFileThatCouldHaveChanged() {
    Layout padded = Layouts.padded(Layouts.folder(16, 40, 30));
    Placement placement = Placement.of(padded, folder, Selection.all(padded));
    List<FileStamp> files =
        List.of(new FileStamp(0, 40, 500_000_000), new FileStamp(2, 30, 500_000_000));
    try (var journal = open("boot")) {
      journal.resume(padded, placement, List.of());
      journal.verified(bits(0, 1, 2, 3, 4));
      journal.close(files);
    }
    try (var journal = open("boot")) {
      assertResumed(journal.resume(padded, placement, files), bits(0, 1, 2, 3, 4), bits());
    }
  }

  @Test
  void aClockThatIsPutBackMakesOnlyMoreToLookAt() {
    try (var journal = run(0)) {
      now += 1_000_000;
      journal.verified(bits(5)); // f2 is written in this far future
      now -= 1_500_000;
      journal.alive();
    }
    long late = now + 1_500_000;
    assertResumed(resume(now, late, late), bits(0), bits(5));
    // what somebody else wrote since, on a clock that is right again, is not taken for ours
    run(0, 5).close();
    long latest = now + Journal.TRUST_MILLIS;
    now -= 500_000;
    assertResumed(resume(latest, latest + 1, latest + 1), bits(0), bits(5));
  }

  @Test
  void aClockThatIsPutForwardHidesNothing() {
    try (var journal = run(0)) {
      now += 1_000_000_000_000L;
      journal.alive();
    }
    assertResumed(resume(now, now, now + Journal.TRUST_MILLIS + 1), bits(0), bits());
    run(0, 5).close(stamps(500, 500, 500));
    now -= 2_000_000_000_000L;
    assertResumed(resume(500, 500, 501), bits(0), bits(5)); // exact stamps know no clock
  }

  @Test
  void whereTheSystemDoesNotTellWhenItWasStartedOnlyWhatWasForcedIsTrusted() {
    try (var journal = open("")) {
      journal.resume(LAYOUT, placement(0, 1, 2), List.of());
      journal.verified(bits(0, 5));
      journal.forced(bits(0));
    }
    try (var journal = open("")) {
      var resumed = journal.resume(LAYOUT, placement(0, 1, 2), stamps(now, now, now));
      assertResumed(resumed, bits(0), bits(5));
    }
  }

  @Test
  void elsewhereAllIsDoubtful() {
    run(0, 5).close(stamps(500, 500, 500));
    try (var journal = open("boot")) {
      assertThat(journal.root()).contains(folder.resolve("data").toAbsolutePath());
      var moved = Placement.at(LAYOUT, folder.resolve("other"), Selection.all(LAYOUT));
      assertResumed(journal.resume(LAYOUT, moved, stamps(500, 500, 500)), bits(), bits(0, 5));
    }
  }

  @Test
  void anotherLayoutHasNothingInCommon() {
    run(0, 5).close(stamps(500, 500, 500));
    Layout other = Layouts.folder(16, 40, 30, 41);
    try (var journal = open("boot")) {
      Placement placement = Placement.of(other, folder, Selection.all(other));
      assertResumed(journal.resume(other, placement, stamps(500, 500, 500)), bits(), bits());
    }
  }

  @Test
  void afterAPowerCutOnlyWhatWasForcedIsTrusted() {
    try (var journal = run(0, 1, 2)) {
      journal.forced(bits(0, 1));
      journal.verified(bits(5));
    }
    try (var journal = open("next boot")) {
      var resumed = journal.resume(LAYOUT, placement(0, 1, 2), stamps(now, now, now));
      assertResumed(resumed, bits(0, 1), bits(2, 5));
    }
    try (var journal = open("third boot")) {
      var resumed = journal.resume(LAYOUT, placement(0, 1, 2), stamps(now, now, now));
      assertResumed(resumed, bits(0, 1), bits(2, 5));
    }
  }

  @Test
  void itIsWrittenAnewWhenItHasGrown() throws Exception {
    int entries = Journal.MAX_GROWTH / 17 + 1000;
    try (var journal = run(0, 3)) {
      journal.settled(stamps(500));
      for (int i = 0; i < entries; i++) {
        journal.alive();
      }
      journal.verified(bits(5));
    }
    assertThat(Files.size(folder.resolve("journal"))).isLessThan(100_000);
    assertResumed(resume(500, now, now), bits(0, 3, 5), bits());
  }
}
