package dev.shoal.bittorrent.piece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Property;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  /** Against the plain way: a count for each piece and a look at all of them. */
  @Test
  void theRarestIsTheRarest() {
    Property.forAll(draw -> {
      int pieces = draw.between(1, 40);
      Availability availability = new Availability(pieces, piece -> true, draw.random());
      int[] count = new int[pieces];
      Set<Integer> in = new HashSet<>();
      for (int piece = 0; piece < pieces; piece++) {
        in.add(piece);
      }
      for (int step = 0; step < 300; step++) {
        int piece = draw.between(0, pieces - 1);
        switch (draw.between(0, 3)) {
          case 0 -> {
            availability.increment(piece);
            count[piece]++;
          }
          case 1 -> {
            if (count[piece] > 0) {
              availability.decrement(piece);
              count[piece]--;
            }
          }
          case 2 -> {
            if (in.remove(piece)) {
              availability.remove(piece);
            }
          }
          default -> {
            if (in.add(piece)) {
              availability.add(piece);
            }
          }
        }
        int rarest = availability.rarest(p -> true);
        assertThat(availability.size()).isEqualTo(in.size());
        if (in.isEmpty()) {
          assertThat(rarest).isEqualTo(-1);
        } else {
          assertThat(in).contains(rarest);
          assertThat(count[rarest])
              .isEqualTo(in.stream().mapToInt(p -> count[p]).min().orElseThrow());
        }
      }
    });
  }
}
