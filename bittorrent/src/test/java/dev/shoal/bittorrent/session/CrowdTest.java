package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private final Crowd crowd = new Crowd();

  private static InetAddress at(int a, int b, int c) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 198, (byte) a, (byte) b, (byte) c});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void oneAddressTakesFewPlacesAndGivesThemBack() {
    for (int i = 0; i < Crowd.MAX_AN_ADDRESS; i++) {
      assertThat(crowd.enter(at(18, 0, 1), true)).isTrue();
    }
    assertThat(crowd.enter(at(18, 0, 1), true)).isFalse();
    assertThat(crowd.enter(at(18, 0, 2), true)).isTrue();
    crowd.leave(at(18, 0, 1), true);
    assertThat(crowd.enter(at(18, 0, 1), true)).isTrue();
  }

  @Test
  void oneNetworkTakesFewPlaces() {
    for (int i = 0; i < Crowd.MAX_A_SUBNET; i++) {
      assertThat(crowd.enter(at(18, 0, i), true)).isTrue();
    }
    assertThat(crowd.enter(at(18, 0, 200), true)).isFalse();
    assertThat(crowd.enter(at(18, 1, 200), true)).isTrue();
  }

  @Test
  void whoeverComesLeavesRoomForThoseThatAreDialled() {
    for (int i = 0; i < Crowd.MAX_ACCEPTED; i++) {
      assertThat(crowd.enter(at(18, i / 50, i % 50), true)).isTrue();
    }
    assertThat(crowd.enter(at(19, 0, 1), true)).isFalse();
    assertThat(crowd.hasRoomForAccepted()).isFalse();
    for (int i = Crowd.MAX_ACCEPTED; i < Crowd.MAX; i++) {
      assertThat(crowd.enter(at(19, i / 50, i % 50), false)).isTrue();
    }
    assertThat(crowd.hasRoom()).isFalse();
  }

  @Test
  void onThisMachineAllShareOneAddress() {
    for (int i = 0; i < Crowd.MAX_ACCEPTED; i++) {
      assertThat(crowd.enter(InetAddress.getLoopbackAddress(), true)).isTrue();
    }
  }
}
