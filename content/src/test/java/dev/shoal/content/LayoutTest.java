package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Property;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void filesAndPiecesAreFoundByTheirBytes() {
    Property.forAll(draw -> {
      Layout layout = Layouts.any(draw);
      for (long at = 0; at < layout.length(); at++) {
        FileEntry file = layout.files().get(layout.fileAt(at));
        assertThat(at).isBetween(file.offset(), file.end() - 1);
      }
      for (int i = 0; i < layout.files().size(); i++) {
        FileEntry file = layout.files().get(i);
        long pieces =
            IntStream.range(0, layout.pieces())
                .filter(piece -> layout.pieceOffset(piece) < file.end())
                .filter(
                    piece -> layout.pieceOffset(piece) + layout.pieceLength(piece) > file.offset())
                .count();
        int expected = file.length() == 0 ? 0 : (int) pieces;
        assertThat(layout.endPiece(i) - layout.firstPiece(i)).isEqualTo(expected);
      }
    });
  }

  @Test
  void theFingerprintTellsLayoutsApart() {
    Layout layout = Layouts.named("a/b", "c");
    assertThat(layout.fingerprint()).isEqualTo(Layouts.named("a/b", "c").fingerprint());
    assertThat(layout.fingerprint()).isNotEqualTo(Layouts.named("a", "b/c").fingerprint());
    assertThat(layout.fingerprint()).isNotEqualTo(Layouts.folder(16, 0, 0).fingerprint());
    assertThat(Layouts.folder(16, 5).fingerprint())
        .isNotEqualTo(Layouts.folder(32, 5).fingerprint());
  }
}
