package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
  /** Pieces: f0 has 0 and 1, sub/f1 1 and 2, f2 none, sub/f3 2. */
  private static final Layout LAYOUT = Layouts.folder(16, 20, 20, 0, 5);

  @TempDir private Path folder;
  private final Disk disk = new LocalDisk();

  private static BitSet bits(int... members) {
    BitSet bits = new BitSet();
    Arrays.stream(members).forEach(bits::set);
    return bits;
  }

  private Placement placement() {
    return Placement.of(LAYOUT, folder, Selection.all(LAYOUT));
  }

  private void file(String name, int size) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[size]);
  }

  private Placement settle(Conflict conflict, int... matching) {
    Placement placement = placement();
    var existing = placement.examine(disk, new BitSet());
    return placement.settle(disk, existing, bits(matching), conflict);
  }

  private void assertRefused(String words, int... matching) {
    assertThatThrownBy(() -> settle(Conflict.REFUSE, matching))
        .isInstanceOfSatisfying(
            Problem.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Problem.Kind.CONFLICT);
              assertThat(e.hint()).contains("use --overwrite, --rename or --skip");
            })
        .hasMessage(words);
  }

  @Test
  void anEmptyFolderIsNoObstacle() throws IOException {
    Files.createDirectories(folder.resolve("data/sub"));
    file("data/unrelated", 3);
    assertThat(placement().examine(disk, new BitSet()).isNothing()).isTrue();
    assertThat(settle(Conflict.REFUSE)).isEqualTo(placement());
  }

  @Test
  void aFileOfAnotherSizeDiffers() throws IOException {
    file("data/sub/f1", 21);
    assertRefused("data/sub/f1 is there already and differs", 0, 1, 2);
  }

  @Test
  void aFileOfTheRightSizeIsTheSameIfAllItsPiecesAre() throws IOException {
    file("data/f0", 20);
    var existing = placement().examine(disk, new BitSet());
    assertThat(placement().toHash(existing)).isEqualTo(bits(0, 1));
    assertThat(settle(Conflict.REFUSE, 0, 1)).isEqualTo(placement());
    assertRefused("data/f0 is there already and differs", 0);
  }

  @Test
  void anEmptyFileOfTheSameNameIsTheSame() throws IOException {
    file("data/f2", 0);
    assertThat(settle(Conflict.REFUSE)).isEqualTo(placement());
  }

  @Test
  void whatAnEarlierRunMadeIsNotInTheWay() throws IOException {
    file("data/f0", 7);
    file("data/sub/f1", 7);
    var existing = placement().examine(disk, bits(0));
    assertThat(existing.differing()).isEqualTo(bits(1));
  }

  @Test
  void overwriteGoesOn() throws IOException {
    file("data/f0", 7);
    assertThat(settle(Conflict.OVERWRITE)).isEqualTo(placement());
  }

  @Test
  void renameTakesTheFirstFreeName() throws IOException {
    file("data/f0", 7);
    file("data (1)", 7);
    Placement renamed = settle(Conflict.RENAME);
    assertThat(renamed.root()).isEqualTo(folder.resolve("data (2)"));
    assertThat(renamed.files().get(1)).isEqualTo(folder.resolve("data (2)/sub/f1"));
  }

  @Test
  void renameLeavesAloneWhatIsTheSame() throws IOException {
    file("data/f0", 20);
    assertThat(settle(Conflict.RENAME, 0, 1)).isEqualTo(placement());
  }

  @Test
  void renameOfASingleFileKeepsItsEnding() throws IOException {
    Layout layout = Layouts.single("a.tar", 16, 5);
    file("a.tar", 7);
    Placement placement = Placement.of(layout, folder, Selection.all(layout));
    var existing = placement.examine(disk, new BitSet());
    assertThat(placement.settle(disk, existing, bits(), Conflict.RENAME).files())
        .containsExactly(folder.resolve("a (1).tar"));
  }

  @Test
  void skipFetchesTheOthers() throws IOException {
    file("data/f0", 7);
    file("data/sub/f3", 5);
    assertThat(settle(Conflict.SKIP, 2).wanted().files()).isEqualTo(bits(1, 2, 3));
    assertThat(settle(Conflict.SKIP).wanted().files()).isEqualTo(bits(1, 2));
  }

  @Test
  void whatIsNoFileCannotBeOverwritten() throws IOException {
    file("data/f0/x", 1);
    file("data/sub", 1);
    var existing = placement().examine(disk, new BitSet());
    assertThat(existing.blocked()).isEqualTo(bits(0, 1, 3));
    assertThatThrownBy(() -> settle(Conflict.OVERWRITE))
        .isInstanceOf(Problem.class)
        .hasMessage("data/f0 cannot be put there: not a file");
    assertThat(settle(Conflict.SKIP).wanted().files()).isEqualTo(bits(2));
  }

  @Test
  void aFileInPlaceOfTheContentsFolderBlocksAll() throws IOException {
    file("data", 1);
    assertThat(placement().examine(disk, new BitSet()).blocked()).isEqualTo(bits(0, 1, 2, 3));
    assertThat(settle(Conflict.RENAME).root()).isEqualTo(folder.resolve("data (1)"));
  }
}
