package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PieceSizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 16KiB", "1, 16KiB", "16MiB, 16KiB", "31MiB, 16KiB", "32MiB, 32KiB", "1GiB, 1MiB",
    "4GiB, 4MiB", "16GiB, 16MiB", "100GiB, 16MiB", "10TiB, 16MiB", "63TiB, 16MiB", "100TiB, 32MiB"
  })
  void aimsAtAThousandPieces(String length, String size) {
    long bytes = Bytes.parse(length.replace("TiB", "T"));
    assertThat(PieceSizes.forLength(bytes)).isEqualTo((int) Bytes.parse(size));
    assertThat(PieceSizes.chosen(0, bytes)).isEqualTo((int) Bytes.parse(size));
  }

  @Test
  void neverMorePiecesThanMayBe() {
    Property.forAll(draw -> {
      long length = draw.note("length", draw.random().nextLong(1L << 47));
      int size = PieceSizes.forLength(length);
      assertThat(Integer.bitCount(size)).isOne();
      assertThat((length + size - 1) / size).isLessThanOrEqualTo(Info.MAX_PIECES);
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 8 << 10, 20_000, (64 << 20) + 1, 128 << 20, 1L << 32})
  void aPersonChoosesAPowerOfTwo(long asked) {
    assertThat(PieceSizes.chosen(64 << 20, 5)).isEqualTo(64 << 20);
    assertThatThrownBy(() -> PieceSizes.chosen(asked, 5))
        .isInstanceOfSatisfying(
            Problem.class, refused -> assertThat(refused.kind()).isEqualTo(Problem.Kind.USAGE));
  }
}
