package dev.shoal.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.content.ContentState;
import dev.shoal.content.DiskException;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Journal;
import dev.shoal.content.Layout;
import dev.shoal.content.Placement;
import dev.shoal.content.Selection;
import dev.shoal.content.Storage;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A download whose machine loses its power, or whose process is killed, at any moment. */
class PowerCutTest {
  private static final int CASES = 300;
  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = {4, 5, 6, 7};

  @Test
  void nothingCountsAsVerifiedThatIsNotOnTheDiskAndTheDownloadEnds() {
    Property.forAll(CASES, draw -> new Run(draw).toTheEnd());
  }

  @Test
  void aSmallThingIsTheOldOneOrTheNewOne() {
    Property.forAll(draw -> {
      WorldDisk disk = new WorldDisk(new Ticking(), 1 << 30);
      try (var state = ContentState.in(disk, Path.of("/state"), new Ticking(), "1")) {
        state.keep("torrent", OLD);
        state.keep("other", OLD);
        if (draw.oneIn(2)) {
          state.keep("torrent", NEW);
        }
      }
      disk.cutPower(draw.random());
      try (var state = ContentState.in(disk, Path.of("/state"), new Ticking(), "2")) {
        assertThat(state.recall("torrent").orElseThrow()).isIn(OLD, NEW);
      }
    });
  }

  /** Time that passes by a second whenever somebody looks. */
  private static final class Ticking implements Clock {
    private long millis;

    @Override
    public long nanos() {
      return millis() * 1_000_000;
    }

    @Override
    public long millis() {
      return millis += 1_000;
    }
  }

  /** One download with its interruptions. */
  private static final class Run {
    private final Draw draw;
    private final Clock clock = new Ticking();
    private final WorldDisk disk = new WorldDisk(clock, 1 << 30);
    private final Layout layout;
    private final Placement placement;
    private final byte[] content;
    private int boot;

    Run(Draw draw) {
      this.draw = draw;
      this.layout = layout(draw);
      this.content = draw.bytes((int) layout.length());
      BitSet wanted = new BitSet();
      wanted.set(0, layout.files().size());
      wanted.clear(draw.between(0, 2 * layout.files().size()));
      Selection selection = Selection.of(layout, wanted);
      this.placement = Placement.of(layout, Path.of("/data"), draw.note("wanted", selection));
    }

    private static Layout layout(Draw draw) {
      List<FileEntry> files = new ArrayList<>();
      long offset = 0;
      for (int i = draw.between(1, 4); i > 0; i--) {
        FileEntry file =
            new FileEntry(List.of("f" + i), offset, draw.between(0, 40_000), draw.oneIn(4));
        files.add(file);
        offset = file.end();
      }
      return draw.note("layout", new Layout("data", true, files, offset, 3_000));
    }

    void toTheEnd() {
      layout.files().stream()
          .filter(FileEntry::padding)
          .forEach(pad -> Arrays.fill(content, (int) pad.offset(), (int) pad.end(), (byte) 0));
      for (int interruptions = draw.between(1, 5); interruptions > 0; interruptions--) {
        work(draw.between(0, layout.pieces()));
        if (draw.oneIn(2)) {
          boot++;
          disk.cutPower(draw.random());
        }
      }
      work(Integer.MAX_VALUE);
    }

    /** A run of the process that verifies so many pieces, if there are so many. */
    private void work(int count) {
      try (var state = ContentState.in(disk, Path.of("/state"), clock, "boot " + boot);
          var storage = Storage.fetch(disk, layout, placement, state.partFile())) {
        Journal journal = state.journal();
        BitSet have = resume(journal, storage);
        BitSet missing = placement.wanted().pieces();
        missing.andNot(have);
        List<Integer> order = new ArrayList<>(missing.stream().boxed().toList());
        Collections.shuffle(order, new Random(draw.random().nextLong()));
        for (int piece : order.subList(0, Math.min(count, order.size()))) {
          storage.write(layout.pieceOffset(piece), expected(piece));
          have.set(piece);
          if (draw.oneIn(2)) {
            journal.verified(have);
          }
          if (draw.oneIn(8)) {
            journal.verified(have);
            storage.force();
            journal.forced(have);
          }
        }
        if (count >= order.size()) {
          journal.verified(have);
          storage.finish();
          storage.force();
          journal.settled(storage.stamps());
          journal.forced(have);
          have.stream().forEach(piece -> assertThat(isRight(storage, piece)).isTrue());
        }
      }
    }

    private BitSet resume(Journal journal, Storage storage) {
      var resumed = journal.resume(layout, placement, storage.stamps());
      BitSet have = resumed.trusted();
      have.stream()
          .forEach(piece -> assertThat(isRight(storage, piece)).as("piece %d", piece).isTrue());
      resumed.doubtful().stream().filter(piece -> isRight(storage, piece)).forEach(have::set);
      BitSet unforced = (BitSet) have.clone();
      unforced.andNot(journal.forced());
      storage.unforced(unforced);
      journal.verified(have);
      return have;
    }

    private boolean isRight(Storage storage, int piece) {
      ByteBuffer read = ByteBuffer.allocate(layout.pieceLength(piece));
      try {
        storage.read(layout.pieceOffset(piece), read);
      } catch (DiskException missing) {
        return false;
      }
      return read.flip().equals(expected(piece));
    }

    private ByteBuffer expected(int piece) {
      return ByteBuffer.wrap(content, (int) layout.pieceOffset(piece), layout.pieceLength(piece))
          .slice();
    }
  }
}
