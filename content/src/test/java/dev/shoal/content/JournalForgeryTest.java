package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.content.JournalRecord.Bits;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal with good checksums and nonsense in it: begun anew, or what it says is looked at. */
class JournalForgeryTest {
  private static final Layout LAYOUT = Layouts.folder(16, 40, 30, 40);

  @TempDir private Path folder;

  private JournalRecord any(Draw draw) {
    long millis = draw.number();
    return switch (draw.between(0, 4)) {
      case 0 ->
          new JournalRecord.Header(
              millis,
              draw.oneIn(2) ? "boot" : draw.text(),
              draw.oneIn(2) ? LAYOUT.fingerprint().hex() : draw.text(),
              draw.oneIn(2) ? folder.resolve("data").toString() : draw.text());
      case 1 -> {
        int from = draw.oneIn(4) ? JournalRecord.MAX_INDEX - 2 : draw.between(0, 20);
        yield new JournalRecord.Grow(
            millis, draw.one(List.of(Bits.values())), new int[] {from, draw.between(1, 2)});
      }
      case 2 ->
          new JournalRecord.Settled(
              millis,
              draw.list(() -> new FileStamp((int) draw.number(), draw.number(), draw.number())));
      case 3 -> new JournalRecord.Alive(millis);
      default -> new JournalRecord.Closed(millis);
    };
  }

  @Test
  void itNeitherFailsNorClaimsWhatTheContentDoesNotHave() {
    Property.forAll(draw -> {
      List<JournalRecord> records = draw.note("entries", draw.list(() -> any(draw)));
      Path path = folder.resolve("journal");
      write(path, records);
      List<FileStamp> stamps =
          draw.list(() -> new FileStamp(draw.between(0, 3), draw.between(0, 99), draw.number()));
      Placement placement = Placement.of(LAYOUT, folder, Selection.all(LAYOUT));
      BitSet trusted;
      try (var journal = new Journal(new LocalDisk(), path, Clock.system(), "boot")) {
        journal.root();
        journal.wanted();
        journal.forced();
        var looked = journal.look(LAYOUT, placement, stamps);
        var resumed = journal.resume(LAYOUT, placement, stamps);
        assertThat(resumed).isEqualTo(looked);
        trusted = resumed.trusted();
        assertThat(trusted.length()).isLessThanOrEqualTo(LAYOUT.pieces());
        assertThat(resumed.doubtful().length()).isLessThanOrEqualTo(LAYOUT.pieces());
        assertThat(trusted.intersects(resumed.doubtful())).isFalse();
      }
      try (var again = new Journal(new LocalDisk(), path, Clock.system(), "boot")) {
        assertThat(again.verified()).isEqualTo(trusted);
      }
    });
  }

  private static void write(Path path, List<JournalRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach(record -> bytes.writeBytes(record.encode()));
    try {
      Files.write(path, bytes.toByteArray());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
