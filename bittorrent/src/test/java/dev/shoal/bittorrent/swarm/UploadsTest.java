package dev.shoal.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.bittorrent.choke.Choker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private final Uploads uploads = new Uploads(new SplittableRandom(1));
  private final List<SwarmAction> said = new ArrayList<>();

  private void everybodyWants(boolean complete, int peers) {
    for (int source = 0; source < peers; source++) {
      uploads.interest(source, true, true, said::add);
    }
    uploads.round(complete, 0, said::add);
    said.clear();
  }

  /** The simulator saw it go to who gives nothing, which had waited longest. */
  @Test
  void aPlaceThatBecomesFreeGoesToWhoGivesMostWhileThereIsSomethingToGet() {
    everybodyWants(false, Choker.SLOTS + 4);
    uploads.rates(11, 1000, 0);
    uploads.interest(0, false, true, said::add);
    assertThat(said)
        .containsExactly(new SwarmAction.Choke(0, true), new SwarmAction.Choke(11, false));
  }

  @Test
  void aSeedersFreePlaceGoesToWhoWaitedLongest() {
    everybodyWants(true, Choker.SLOTS + 4);
    uploads.rates(11, 1000, 0);
    uploads.interest(0, false, true, said::add);
    assertThat(said)
        .containsExactly(new SwarmAction.Choke(0, true), new SwarmAction.Choke(9, false));
  }

  @Test
  void whoLeavesMakesRoom() {
    everybodyWants(false, Choker.SLOTS + 2);
    uploads.left(3, said::add);
    assertThat(said).containsExactly(new SwarmAction.Choke(Choker.SLOTS + 1, false));
  }
}
