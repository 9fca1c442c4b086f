package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashFileTest {
  private static final String ONE = "0102030405060708090a0b0c0d0e0f1011121314";

  @TempDir private Path folder;

  @Test
  void isReadAtFirstAndWhenItChanged() throws IOException {
    Path path = folder.resolve("deny");
    Files.writeString(path, "# mine\n\n  " + ONE.toUpperCase(java.util.Locale.ROOT) + " # this\n");
    HashFile file = new HashFile(path);
    assertThat(file.ifChanged().orElseThrow()).containsExactly(Hash.ofHex(ONE));
    assertThat(file.ifChanged()).isEmpty();
    Files.writeString(path, "");
    assertThat(file.ifChanged().orElseThrow()).isEmpty();
  }

  @Test
  void whatIsNoHashIsNamedWithItsLine() throws IOException {
    Path path = folder.resolve("deny");
    Files.writeString(path, ONE + "\n0102\n");
    HashFile file = new HashFile(path);
    assertThatThrownBy(file::ifChanged)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("line 2: not an info-hash");
    assertThat(file.ifChanged()).isEmpty();
  }

  @Test
  void aMissingFileIsAProblemOnce() {
    HashFile file = new HashFile(folder.resolve("nothing"));
    assertThatThrownBy(file::ifChanged).hasMessageContaining("cannot be read");
    assertThat(file.ifChanged()).isEmpty();
  }
}
