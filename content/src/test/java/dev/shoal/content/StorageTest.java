package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import dev.shoal.testkit.Noise;
import dev.shoal.testkit.Property;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  @TempDir private Path folder;
  private final FailingDisk disk = new FailingDisk();

  private Storage storage(Layout layout, Selection wanted) {
    return Storage.fetch(disk, layout, folder, wanted, folder.resolve("part"));
  }

  private static byte[] noise(long length) {
    return new Noise(length).bytes((int) length);
  }

  @Test
  void whatIsWrittenIsReadWhereverTheBordersAre() {
    Property.forAll(draw -> {
      Layout plain = Layouts.any(draw);
      Layout layout = draw.oneIn(2) ? Layouts.padded(plain) : plain;
      BitSet files = new BitSet();
      IntStream.range(0, layout.files().size()).filter(file -> draw.oneIn(2)).forEach(files::set);
      Selection wanted = draw.note("wanted", Selection.of(layout, files));
      byte[] sent = noise(layout.length());
      byte[] content = withZerosInPadding(layout, sent);
      Path into = folder.resolve("case" + disk.opened.size() + "-" + draw.random().nextLong());
      Path part = into.resolve("part");
      try (var storage = Storage.fetch(disk, layout, into, wanted, part)) {
        for (int piece : wanted.pieces().stream().toArray()) {
          int from = (int) layout.pieceOffset(piece);
          storage.write(from, ByteBuffer.wrap(sent, from, layout.pieceLength(piece)));
        }
        storage.finish();
        storage.blankPadding(0, ByteBuffer.wrap(sent));
        assertThat(sent).isEqualTo(content);
        for (int piece : wanted.pieces().stream().toArray()) {
          ByteBuffer read = ByteBuffer.allocate(layout.pieceLength(piece));
          storage.read(layout.pieceOffset(piece), read);
          int from = (int) layout.pieceOffset(piece);
          assertThat(read.array())
              .isEqualTo(Arrays.copyOfRange(content, from, from + read.capacity()));
        }
      }
      assertFiles(layout, wanted, content, into.resolve("data"));
      assertThat(disk.open).hasValue(0);
    });
  }

  private static byte[] withZerosInPadding(Layout layout, byte[] content) {
    byte[] blank = content.clone();
    layout.files().stream()
        .filter(FileEntry::padding)
        .forEach(file -> Arrays.fill(blank, (int) file.offset(), (int) file.end(), (byte) 0));
    return blank;
  }

  private static void assertFiles(Layout layout, Selection wanted, byte[] content, Path root) {
    for (int i = 0; i < layout.files().size(); i++) {
      FileEntry file = layout.files().get(i);
      Path path = root.resolve(String.join("/", file.path()));
      boolean there = wanted.wants(i) && !file.padding();
      assertThat(Files.exists(path)).isEqualTo(there);
      if (there) {
        assertThat(path)
            .hasBinaryContent(Arrays.copyOfRange(content, (int) file.offset(), (int) file.end()));
      }
    }
  }

  @Test
  void aFileAppearsWithItsFirstWriteInItsFinalSize() throws IOException {
    Layout layout = Layouts.folder(16, 100, 100);
    try (var storage = storage(layout, Selection.all(layout))) {
      assertThat(storage.stamps()).isEmpty();
      assertThat(folder).isEmptyDirectory();
      storage.write(150, ByteBuffer.wrap(new byte[] {7}));
      assertThat(storage.stamps()).hasSize(1);
      assertThat(storage.stamp(1).orElseThrow().size()).isEqualTo(100);
      assertThat(Files.readAllBytes(folder.resolve("data/sub/f1"))[50]).isEqualTo((byte) 7);
    }
  }

  @Test
  void aSingleFileLiesUnderItsOwnName() {
    Layout layout = Layouts.single("../big.iso", 16, 20);
    try (var storage = storage(layout, Selection.all(layout))) {
      storage.write(0, ByteBuffer.allocate(20));
    }
    assertThat(folder.resolve(".._big.iso")).hasSize(20);
  }

  @Test
  void contentWithoutBytesGetsItsEmptyFiles() {
    Layout layout = Layouts.folder(16, 0, 0);
    try (var storage = storage(layout, Selection.all(layout))) {
      storage.read(0, ByteBuffer.allocate(0));
      storage.finish();
    }
    assertThat(folder.resolve("data/f0")).isEmptyFile();
    assertThat(folder.resolve("data/sub/f1")).isEmptyFile();
  }

  @Test
  void finishCutsAFileThatWasLonger() throws IOException {
    Layout layout = Layouts.folder(16, 3);
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/f0"), "abcdef");
    try (var storage = storage(layout, Selection.all(layout))) {
      storage.finish();
    }
    assertThat(folder.resolve("data/f0")).hasContent("abc");
  }

  @Test
  void aProgramCanBeExecutedOnceItIsThere() {
    FileEntry program = new FileEntry(List.of("run"), 0, 3, FileAttributes.EXECUTABLE);
    FileEntry data = new FileEntry(List.of("data"), 3, 0);
    Layout layout = new Layout("data", true, List.of(program, data), 3, 16);
    try (var storage = storage(layout, Selection.all(layout))) {
      storage.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(disk.status(folder.resolve("data/run")).orElseThrow().executable()).isFalse();
      assertThat(storage.finish()).isEmpty();
    }
    assertThat(disk.status(folder.resolve("data/run")).orElseThrow().executable()).isTrue();
    assertThat(disk.status(folder.resolve("data/data")).orElseThrow().executable()).isFalse();
  }

  @Test
  void aMissingAndAShortFileAreSaidToBeMissing() throws IOException {
    Layout layout = Layouts.folder(16, 3, 3);
    try (var storage = storage(layout, Selection.all(layout))) {
      assertMissing(() -> storage.read(0, ByteBuffer.allocate(4)));
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(folder.resolve("data/f0"), "ab");
      assertMissing(() -> storage.read(0, ByteBuffer.allocate(3)));
    }
  }

  private static void assertMissing(Runnable read) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            DiskException.class,
            e -> assertThat(e.reason()).isEqualTo(DiskException.Reason.MISSING));
  }

  @Test
  void aDiskThatGetsFullSaysSoAndWorksAgainOnceThereIsRoom() {
    Layout layout = Layouts.folder(16, 10, 10);
    byte[] content = noise(20);
    try (var storage = storage(layout, Selection.all(layout))) {
      disk.room.set(13);
      ByteBuffer from = ByteBuffer.wrap(content);
      assertThatThrownBy(() -> storage.write(0, from))
          .isInstanceOfSatisfying(
              DiskException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(DiskException.Reason.FULL);
                assertThat(e.problem().kind().exitCode()).isEqualTo(8);
                assertThat(e.problem().what()).contains("f1", "full");
              });
      disk.room.set(100);
      storage.write(0, from.clear());
      ByteBuffer read = ByteBuffer.allocate(20);
      storage.read(0, read);
      assertThat(read.array()).isEqualTo(content);
    }
    assertThat(disk.open).hasValue(0);
  }

  @Test
  void tooLittleRoomIsSaidBeforeAnythingIsWritten() {
    Layout layout = Layouts.folder(16, 6000, 6000);
    BitSet second = new BitSet();
    second.set(1);
    try (var storage = storage(layout, Selection.of(layout, second))) {
      disk.room.set(5000);
      storage.requireSpace(1000);
      assertThatThrownBy(() -> storage.requireSpace(999))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.STORAGE))
          .hasMessageContainingAll("data needs 4.88 KiB", folder.toString(), "nothing was written");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void forceCoversFilesThatWereClosedMeanwhileAndTriesAgainAfterAFailure() {
    long[] lengths = new long[Storage.MAX_OPEN + 50];
    Arrays.fill(lengths, 1);
    Layout layout = Layouts.folder(16, lengths);
    try (var storage = storage(layout, Selection.all(layout))) {
      storage.write(0, ByteBuffer.allocate(lengths.length));
      disk.unforceable = true;
      assertThatThrownBy(storage::force).isInstanceOf(DiskException.class);
      disk.unforceable = false;
      storage.force();
      assertThat(disk.forced).hasSize(lengths.length);
      disk.forced.clear();
      storage.force();
      assertThat(disk.forced).isEmpty();
    }
  }

  @Test
  void forceLeavesAFileAloneThatIsJustBeingMade() {
    Layout layout = Layouts.folder(16, 10);
    try (var storage = storage(layout, Selection.all(layout))) {
      disk.beforeOpen =
          () -> {
            disk.beforeOpen = () -> {};
            storage.force();
          };
      storage.write(0, ByteBuffer.allocate(10));
      assertThat(disk.forced).isEmpty();
      storage.force();
      assertThat(disk.forced).hasSize(1);
    }
  }

  @Test
  void threadsAtDifferentPlacesDoNotMeetAndFewFilesAreOpen() throws Exception {
    long[] lengths = new long[3 * Storage.MAX_OPEN];
    Arrays.fill(lengths, 100);
    Layout layout = Layouts.folder(64, lengths);
    byte[] content = noise(layout.length());
    int threads = 4;
    try (var storage = storage(layout, Selection.all(layout));
        var pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Void>> tasks =
          IntStream.range(0, threads)
              .mapToObj(i -> writer(storage, layout, content, i, threads))
              .toList();
      for (var done : pool.invokeAll(tasks)) {
        done.get();
      }
      ByteBuffer read = ByteBuffer.allocate(content.length);
      storage.read(0, read);
      assertThat(read.array()).isEqualTo(content);
      assertThat(disk.mostOpen.get()).isBetween(Storage.MAX_OPEN, Storage.MAX_OPEN + 2 * threads);
    }
    assertThat(disk.open).hasValue(0);
  }

  private static Callable<Void> writer(
      Storage storage, Layout layout, byte[] content, int first, int step) {
    return () -> {
      for (int piece = first; piece < layout.pieces(); piece += step) {
        int from = (int) layout.pieceOffset(piece);
        storage.write(from, ByteBuffer.wrap(content, from, layout.pieceLength(piece)));
        storage.read(from, ByteBuffer.allocate(layout.pieceLength(piece)));
      }
      return null;
    };
  }

  @Test
  void closedItRefuses() {
    Layout layout = Layouts.folder(16, 10);
    Storage storage = storage(layout, Selection.all(layout));
    storage.write(0, ByteBuffer.allocate(10));
    storage.close();
    assertThat(disk.open).hasValue(0);
    assertThatThrownBy(() -> storage.read(0, ByteBuffer.allocate(1)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void filesInPlaceAreNotWritten() throws IOException {
    Layout layout = Layouts.single("a", 16, 3);
    Path file = Files.writeString(folder.resolve("other name"), "abc");
    try (var storage = Storage.serve(disk, layout, List.of(file))) {
      ByteBuffer read = ByteBuffer.allocate(2);
      storage.read(1, read);
      assertThat(read.array()).isEqualTo("bc".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThatThrownBy(() -> storage.write(0, ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @Tag("all")
  void aHundredThousandFiles() {
    long[] lengths = new long[100_000];
    Arrays.fill(lengths, 3);
    Layout layout = Layouts.folder(1 << 14, lengths);
    byte[] content = noise(layout.length());
    try (var storage = storage(layout, Selection.all(layout))) {
      storage.write(0, ByteBuffer.wrap(content));
      storage.finish();
      ByteBuffer read = ByteBuffer.allocate(content.length);
      storage.read(0, read);
      assertThat(read.array()).isEqualTo(content);
      assertThat(storage.stamps()).hasSize(lengths.length);
      assertThat(disk.mostOpen.get()).isLessThan(Storage.MAX_OPEN + 2);
    }
  }
}
