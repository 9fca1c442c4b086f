package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.content.DiskException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
  @TempDir private Path folder;
  private final Disk disk = new LocalDisk();

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DiskException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void aFileOpenedToWriteGetsItsFolders() {
    Path path = folder.resolve("a/b/c");
    try (var file = disk.open(path, true)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5);
      file.force();
      assertThat(file.size()).isEqualTo(8);
      ByteBuffer read = ByteBuffer.allocate(9);
      assertThat(file.read(read, 4)).isEqualTo(4);
      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}));
    }
    assertThat(path).hasSize(8);
  }

  @Test
  void truncateCutsAndExtends() {
    Path path = folder.resolve("f");
    try (var file = disk.open(path, true)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
      file.truncate(2);
      file.truncate(1L << 33); // sparse, or the test would need the room
      assertThat(file.size()).isEqualTo(1L << 33);
      ByteBuffer read = ByteBuffer.allocate(3);
      file.read(read, 0);
      assertThat(read.array()).containsExactly(1, 2, 0);
    }
  }

  @Test
  void eachFailureHasItsReason() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertReason(Reason.MISSING, () -> disk.open(folder.resolve("none"), false));
    assertReason(Reason.MISSING, () -> disk.list(folder.resolve("none")));
    assertReason(Reason.DENIED, () -> disk.open(folder, false));
    assertReason(Reason.DENIED, () -> disk.open(folder, true));
    assertReason(Reason.DENIED, () -> disk.open(file.resolve("below"), true));
    assertReason(Reason.DENIED, () -> disk.createFolders(file));
    assertReason(Reason.DENIED, () -> disk.open(folder.resolve("n".repeat(300)), true));
    assertThat(disk.status(file.resolve("below"))).isEmpty();
  }

  @Test
  void theWordsOfTheSystemBecomeReasons() {
    assertThat(LocalDisk.failed(folder, new IOException("No space left on device")).reason())
        .isEqualTo(Reason.FULL);
    assertThat(
            LocalDisk.failed(folder, new FileSystemException("f", null, "Disk quota exceeded"))
                .reason())
        .isEqualTo(Reason.FULL);
    assertThat(LocalDisk.failed(folder, new IOException("Input/output error")).reason())
        .isEqualTo(Reason.BROKEN);
    assertThat(LocalDisk.failed(folder, new IOException("Read-only file system")).reason())
        .isEqualTo(Reason.DENIED);
  }

  @Test
  void namesComeInTheOrderOfTheirBytes() throws IOException {
    // U+FF5E sorts after U+1F41F in UTF-16 but before it in UTF-8.
    for (String name : List.of("b", "a", "a.b", "\uFF5E", "\uD83D\uDC1F", "B")) {
      Files.createFile(folder.resolve(name));
    }
    assertThat(disk.list(folder).stream().map(p -> p.getFileName().toString()))
        .containsExactly("B", "a", "a.b", "b", "\uFF5E", "\uD83D\uDC1F");
  }

  @Test
  void moveReplacesAndDeleteForgives() throws IOException {
    Path from = Files.writeString(folder.resolve("from"), "new");
    Path to = Files.writeString(folder.resolve("to"), "old");
    disk.move(from, to);
    assertThat(to).hasContent("new");
    disk.delete(to);
    disk.delete(to);
    assertThat(disk.status(to)).isEmpty();
    assertThat(disk.free(folder.resolve("not/yet/there"))).isPositive();
  }
}
