package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class FastAllowanceTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final FastAllowance allowance = new FastAllowance();

  @Test
  void whoComesAgainGetsWhatIsLeft() {
    assertThat(allowance.take(HERE)).isEqualTo(FastAllowance.BYTES);
    assertThat(allowance.take(HERE)).as("a second connection beside it").isZero();
    allowance.giveBack(HERE, 0);
    allowance.giveBack(HERE, 1000);
    assertThat(allowance.take(HERE)).isEqualTo(1000);
  }
}
