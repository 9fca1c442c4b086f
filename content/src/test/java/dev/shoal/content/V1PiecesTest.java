package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Hash;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class V1PiecesTest {
  private static final Layout LAYOUT = Layouts.folder(16, 20, 20);

  @Test
  void aDigestMatchesItsOwnPieceOnly() {
    byte[] hashes = new byte[60];
    byte[] digest = Hash.sha1(new byte[0]).bytes();
    System.arraycopy(digest, 0, hashes, 20, 20);
    V1Pieces pieces = new V1Pieces(LAYOUT, hashes);
    assertThat(pieces.pieces()).isEqualTo(3);
    assertThat(pieces.matches(1, digest)).isTrue();
    assertThat(pieces.matches(0, digest)).isFalse();
    assertThat(pieces.matches(2, digest)).isFalse();
    assertThat(pieces.matches(1, new byte[0])).isFalse();
    assertThat(pieces.count()).isZero();
    assertThatThrownBy(() -> new V1Pieces(LAYOUT, new byte[59]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachPieceCountsOnce() {
    V1Pieces pieces = new V1Pieces(LAYOUT, new byte[60]);
    pieces.add(2);
    pieces.add(2);
    pieces.add(0);
    assertThat(pieces.count()).isEqualTo(2);
    pieces.remove(1);
    pieces.verified().clear();
    assertThat(pieces.verified()).hasToString("{0, 2}");
    BitSet both = new BitSet();
    both.set(0);
    assertThat(pieces.hasAll(both)).isTrue();
    both.set(1);
    assertThat(pieces.hasAll(both)).isFalse();
    pieces.add(1);
    assertThat(pieces.complete()).isTrue();
    pieces.remove(0);
    assertThat(pieces.complete()).isFalse();
    assertThat(pieces.has(0)).isFalse();
  }
}
