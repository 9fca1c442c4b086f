package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.content.ShareMemory.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareMemoryTest {
  private static final byte[] DESCRIPTION = {1, 2, 3};

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void share() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("a"), "a");
    Files.writeString(data.resolve("b"), "b");
    memory().remember(wish(), walk(), DESCRIPTION);
  }

  private ShareMemory memory() {
    return new ShareMemory(new LocalDisk(), folder.resolve("state"));
  }

  private Wish wish() {
    return new Wish(data, 0, List.of(), "");
  }

  private Walk walk() {
    return Walk.of(data, List.of(), length -> 16);
  }

  @Test
  void theSameDataIsKnown() {
    assertThat(memory().recall(wish(), walk())).contains(DESCRIPTION);
  }

  @Test
  void anotherWishIsNot() {
    assertThat(memory().recall(new Wish(data, 32, List.of(), ""), walk())).isEmpty();
    assertThat(memory().recall(new Wish(data, 0, List.of("x"), ""), walk())).isEmpty();
    assertThat(memory().recall(new Wish(data, 0, List.of(), "private"), walk())).isEmpty();
    assertThat(memory().recall(new Wish(folder, 0, List.of(), ""), walk())).isEmpty();
  }

  @Test
  void anyChangeOfAFileIsSeen() throws IOException {
    FileTime time = Files.getLastModifiedTime(data.resolve("a"));
    Files.setLastModifiedTime(data.resolve("a"), FileTime.fromMillis(time.toMillis() + 1));
    assertThat(memory().recall(wish(), walk())).isEmpty();

    Files.setLastModifiedTime(data.resolve("a"), time);
    assertThat(memory().recall(wish(), walk())).isPresent();

    Files.createFile(data.resolve("c"));
    assertThat(memory().recall(wish(), walk())).isEmpty();

    Files.move(data.resolve("b"), data.resolve("d"));
    Files.delete(data.resolve("c"));
    assertThat(memory().recall(wish(), walk())).isEmpty();
  }

  @Test
  void damageIsSeen() throws IOException {
    Path kept = new LocalDisk().list(folder.resolve("state/shares")).getFirst();
    byte[] bytes = Files.readAllBytes(kept);
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(kept, damaged);
      assertThat(memory().recall(wish(), walk())).as("byte %d", at).isEmpty();
    }
    Files.write(kept, new byte[3]);
    assertThat(memory().recall(wish(), walk())).isEmpty();
  }

  @Test
  void theOldestIsForgotten() throws IOException {
    Path oldest = new LocalDisk().list(folder.resolve("state/shares")).getFirst();
    Files.setLastModifiedTime(oldest, FileTime.fromMillis(0));
    for (int i = 0; i < ShareMemory.MAX_SHARES; i++) {
      Files.createFile(folder.resolve("state/shares/" + i));
    }
    memory().remember(new Wish(data, 32, List.of(), ""), walk(), DESCRIPTION);
    assertThat(memory().recall(wish(), walk())).isEmpty();
    assertThat(memory().recall(new Wish(data, 32, List.of(), ""), walk())).isPresent();
  }
}
