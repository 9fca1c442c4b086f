package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Hash;
import dev.shoal.testkit.Noise;
import dev.shoal.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceHasherTest {
  private static final int THREADS = 3;

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void end() {
    workers.close();
  }

  private Storage storage(Layout layout, byte[] content) {
    var storage =
        Storage.fetch(
            new LocalDisk(), layout, folder, Selection.all(layout), folder.resolve("part"));
    storage.write(0, ByteBuffer.wrap(content));
    return storage;
  }

  private PieceHasher hasher(Layout layout, Storage storage) {
    return new PieceHasher(layout, storage, workers, THREADS);
  }

  private static byte[] expected(Layout layout, byte[] content) {
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (int piece = 0; piece < layout.pieces(); piece++) {
      int from = (int) layout.pieceOffset(piece);
      byte[] bytes = Arrays.copyOfRange(content, from, from + layout.pieceLength(piece));
      digests.writeBytes(Hash.sha1(bytes).bytes());
    }
    return digests.toByteArray();
  }

  @Test
  void eachPieceHasItsDigestWhereverTheBordersAre() {
    Property.forAll(draw -> {
      Layout layout = Layouts.any(draw);
      byte[] content = draw.bytes((int) layout.length());
      try (var storage = storage(layout, content)) {
        storage.finish();
        assertThat(hasher(layout, storage).all(done -> {})).isEqualTo(expected(layout, content));
      }
    });
  }

  @Test
  void piecesLargerThanTheBufferAndStretchesOfManyPieces() {
    int large = PieceHasher.BUFFER * 2 + 1;
    int small = PieceHasher.STRETCH / 64;
    for (Layout layout :
        new Layout[] {
          Layouts.folder(large, large * 3L, 5, large), Layouts.folder(small, 200L * small + 1)
        }) {
      byte[] content = new Noise(1).bytes((int) layout.length());
      try (var storage = storage(layout, content)) {
        AtomicLong seen = new AtomicLong();
        assertThat(hasher(layout, storage).all(seen::set)).isEqualTo(expected(layout, content));
        assertThat(seen).hasValue(layout.length());
      }
    }
  }

  @Test
  void aPieceThatDiffersOrLacksBytesDoesNotMatch() throws Exception {
    Layout layout = Layouts.folder(10, 25, 25, 25, 25);
    byte[] content = new Noise(1).bytes(100);
    V1Pieces pieces = new V1Pieces(layout, expected(layout, content));
    try (var storage = storage(layout, content)) {
      storage.write(12, ByteBuffer.wrap(new byte[] {(byte) ~content[12]}));
      Files.delete(folder.resolve("data/f2")); // 50 to 75
      Files.write(folder.resolve("data/sub/f3"), Arrays.copyOfRange(content, 75, 99));
    }
    BitSet asked = new BitSet();
    asked.set(0, 4);
    asked.set(6, 10);
    try (var fresh = storageAgain(layout)) {
      assertThat(hasher(layout, fresh).matching(asked, pieces, done -> {}).stream())
          .containsExactly(0, 2, 3, 8);
    }
  }

  private Storage storageAgain(Layout layout) {
    return Storage.fetch(
        new LocalDisk(), layout, folder, Selection.all(layout), folder.resolve("part"));
  }

  @Test
  void whatCannotBeReadEndsIt() throws Exception {
    Layout layout = Layouts.folder(10, 25, 25);
    try (var storage = storageAgain(layout)) {
      assertThatThrownBy(() -> hasher(layout, storage).all(done -> {}))
          .isInstanceOf(DiskException.class);
      Files.createDirectories(folder.resolve("data/f0"));
      V1Pieces pieces = new V1Pieces(layout, new byte[5 * Hash.SHA1_LENGTH]);
      BitSet first = new BitSet();
      first.set(0);
      assertThatThrownBy(() -> hasher(layout, storage).matching(first, pieces, done -> {}))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("is not a file");
    }
  }

  @Test
  void cancelAndInterruptEndIt() {
    Layout layout = Layouts.folder(1 << 14, 1 << 22);
    try (var storage = storage(layout, new byte[1 << 22])) {
      PieceHasher cancelled = hasher(layout, storage);
      cancelled.cancel();
      assertThatThrownBy(() -> cancelled.all(done -> {})).isInstanceOf(CancellationException.class);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> hasher(layout, storage).all(done -> {}))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void contentWithoutBytesHasNoDigests() {
    Layout layout = Layouts.folder(16, 0);
    try (var storage = storageAgain(layout)) {
      assertThat(hasher(layout, storage).all(done -> {})).isEmpty();
    }
  }
}
