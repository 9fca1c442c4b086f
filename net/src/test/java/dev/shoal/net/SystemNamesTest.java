package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SystemNamesTest {
  private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void boundToLoopbackNothingIsLookedUp() {
    try (SystemNames names = new SystemNames(Binding.loopback())) {
      assertThat(names.resolve("LocalHost")).contains(V4);
      assertThat(names.resolve("198.18.0.1")).hasSize(1);
      assertThat(names.resolve("[::1]")).containsExactly(InetAddress.ofLiteral("::1"));
      assertThatThrownBy(() -> names.resolve("example.org"))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("loopback");
    }
  }

  @Test
  void whoAsksAfterTheEndIsToldSo() {
    SystemNames names = new SystemNames(Binding.any());
    names.close();
    assertThatThrownBy(() -> names.resolve("example.org")).hasMessage("closed by this side");
  }
}
