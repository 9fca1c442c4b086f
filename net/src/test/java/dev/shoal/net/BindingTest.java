package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindingTest {
  private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.9");

  @Test
  void loIsLoopbackOnly() {
    Binding lo = Binding.parse("lo");
    assertThat(lo.loopbackOnly()).isTrue();
    assertThat(lo.addresses()).contains(V4);
    assertThat(lo.allows(FAR)).isFalse();
    assertThat(lo.sourceFor(V4)).contains(V4);
    assertThatThrownBy(() -> lo.sourceFor(FAR)).isInstanceOf(ConnectionException.class);
  }

  @Test
  void aLoopbackAddressIsLoopbackOnlyToo() {
    Binding one = Binding.parse("127.1.2.3");
    assertThat(one.loopbackOnly()).isTrue();
    assertThat(one.addresses()).containsExactly(InetAddress.ofLiteral("127.1.2.3"));
    assertThat(Binding.parse("[::1]").loopbackOnly()).isTrue();
  }

  @Test
  void theWildcardIsNoRestriction() {
    assertThat(Binding.parse("0.0.0.0")).isEqualTo(Binding.any());
    assertThat(Binding.any().sourceFor(FAR)).isEmpty();
  }

  @Test
  void whatIsNotHereIsAUsageProblem() {
    for (String written : List.of("203.0.113.9", "eth77", "", "not an address")) {
      assertThatThrownBy(() -> Binding.parse(written))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
    }
  }

  @Test
  void theSourceIsOfTheTargetsFamilyAndMostAlike() {
    InetAddress link = InetAddress.ofLiteral("fe80::1");
    InetAddress global = InetAddress.ofLiteral("2001:db8::1");
    Binding binding = new Binding(List.of(link, global), false);
    assertThat(binding.sourceFor(InetAddress.ofLiteral("2001:db8::2"))).contains(global);
    assertThat(binding.sourceFor(InetAddress.ofLiteral("fe80::2"))).contains(link);
    assertThatThrownBy(() -> binding.sourceFor(FAR)).hasMessageContaining("no IPv4");
  }

  @Test
  void loopbackOnlyMeansIt() {
    assertThatThrownBy(() -> new Binding(List.of(), true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Binding(List.of(FAR), true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
