package dev.shoal.simulator.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloodCoreTest {
  private record Sent(FloodMessage message, Locator.Ip to) {}

  private static final Guid GUID = new Guid(1, 2);
  private static final Locator.Ip SELF = at(0);
  private static final Locator.Ip ONE = at(1);
  private static final Locator.Ip TWO = at(2);
  private static final Locator.Ip THREE = at(3);

  private final List<Sent> sent = new ArrayList<>();
  private final List<FloodMessage.Hit> found = new ArrayList<>();
  private final FloodCore core =
      new FloodCore(
          SELF,
          List.of(ONE, TWO, THREE),
          new FloodCore.Surroundings() {
            @Override
            public void send(FloodMessage message, Locator.Ip to) {
              sent.add(new Sent(message, to));
            }

            @Override
            public void reached(FloodMessage.Query query, int links, Locator.Ip by) {}

            @Override
            public void found(FloodMessage.Hit hit) {
              found.add(hit);
            }
          },
          new SplittableRandom(1));

  private static Locator.Ip at(int number) {
    try {
      return new Locator.Ip(InetAddress.getByAddress(new byte[] {5, 5, 5, (byte) number}), 1);
    } catch (UnknownHostException fourBytesAreAnAddress) {
      throw new AssertionError(fourBytesAreAnAddress);
    }
  }

  private static FloodMessage.Query query(int ttl, int hops) {
    return new FloodMessage.Query(GUID, ttl, hops, "x");
  }

  @Test
  void aQueryGoesOnceToAllOtherLinks() {
    core.received(query(7, 0), ONE, 0);
    core.received(query(7, 0), TWO, 0);
    assertThat(sent).containsExactly(new Sent(query(6, 1), TWO), new Sent(query(6, 1), THREE));
  }

  @Test
  void theLastHopEndsIt() {
    core.received(query(1, 6), ONE, 0);
    assertThat(sent).isEmpty();
  }

  @Test
  void whoHasItAnswersAndPassesItOn() {
    core.share("x");
    core.received(query(5, 2), ONE, 0);
    assertThat(sent.getFirst())
        .isEqualTo(new Sent(new FloodMessage.Hit(GUID, 3, 0, SELF, "x"), ONE));
    assertThat(sent).hasSize(3);
  }

  @Test
  void aHitGoesBackTheWayTheQueryCame() {
    core.received(query(7, 0), TWO, 0);
    sent.clear();
    core.received(new FloodMessage.Hit(GUID, 4, 1, at(9), "x"), THREE, 0);
    assertThat(sent).containsExactly(new Sent(new FloodMessage.Hit(GUID, 3, 2, at(9), "x"), TWO));
    core.received(new FloodMessage.Hit(new Guid(9, 9), 4, 1, at(9), "x"), THREE, 0);
    assertThat(sent).hasSize(1);
  }

  @Test
  void aHitForItsOwnQueryHasArrived() {
    Guid own = core.ask("x", 7);
    assertThat(sent).hasSize(3);
    core.received(new FloodMessage.Hit(own, 1, 3, at(9), "x"), THREE, 0);
    assertThat(found).hasSize(1);
    assertThat(sent).hasSize(3);
  }

  @Test
  void ofVeryManyQueriesTheOldestAreForgotten() {
    core.received(query(1, 0), ONE, 0);
    for (int i = 0; i < FloodCore.MAX_SEEN; i++) {
      core.received(new FloodMessage.Query(new Guid(i, 77), 1, 0, "x"), ONE, 0);
    }
    core.received(new FloodMessage.Hit(GUID, 4, 1, at(9), "x"), THREE, 0);
    assertThat(sent).isEmpty();
    core.received(new FloodMessage.Hit(new Guid(1, 77), 4, 1, at(9), "x"), THREE, 0);
    assertThat(sent).hasSize(1);
  }
}
