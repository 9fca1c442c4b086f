package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path temp;

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    try (StateFolder folder = StateFolder.open(temp.resolve("a/shoal"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void theFirstHasItsLockAndTheOthersGoWithout() {
    StateFolder first = StateFolder.open(temp);
    try (StateFolder second = StateFolder.open(temp)) {
      assertThat(first.first()).isTrue();
      assertThat(second.first()).isFalse();
    }
    try (StateFolder third = StateFolder.open(temp)) {
      assertThat(third.first()).isFalse();
    }
    first.close();
    try (StateFolder fourth = StateFolder.open(temp)) {
      assertThat(fourth.first()).isTrue();
    }
  }

  @Test
  void itIsBelowTheHomeFolderIfThereIsOne() {
    assertThat(StateFolder.defaultPath(Optional.of("/x"), "?")).isEqualTo(Path.of("/x/shoal"));
    assertThat(StateFolder.defaultPath(Optional.of("x"), "/h"))
        .isEqualTo(Path.of("/h/.local/state/shoal"));
    assertThatThrownBy(() -> StateFolder.defaultPath(Optional.empty(), "?"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
  }

  @Test
  void whatIsNoFolderIsAProblem() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> StateFolder.open(file))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.kind()).isEqualTo(Problem.Kind.STORAGE);
              assertThat(p.what()).endsWith(file + ": a file is where a folder is needed");
            });
  }
}
