package dev.shoal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shoal.base.Problem;
import dev.shoal.tracker.shared.SwarmStore;
import dev.shoal.tracker.shared.SwarmStoreProvider;
import java.net.URI;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  private static RedisAddress address(String text) {
    return RedisAddress.of(URI.create(text));
  }

  @Test
  void onlyTheHostHasToBeSaid() {
    RedisAddress address = address("redis://store.example");

    assertThat(address.tls()).isFalse();
    assertThat(address.host()).isEqualTo("store.example");
    assertThat(address.port()).isEqualTo(6379);
    assertThat(address.user()).isEmpty();
    assertThat(address.password()).isEmpty();
    assertThat(address.database()).isZero();
  }

  @Test
  void allOfItCanBeSaid() {
    RedisAddress address = address("REDISS://shoal:p%40ss:w%2Frd@[::1]:7000/12");

    assertThat(address.tls()).isTrue();
    assertThat(address.host()).isEqualTo("[::1]");
    assertThat(address.port()).isEqualTo(7000);
    assertThat(address.user()).contains("shoal");
    assertThat(address.password()).contains("p@ss:w/rd");
    assertThat(address.database()).isEqualTo(12);
  }

  @Test
  void aPasswordNeedsNoUser() {
    assertThat(address("redis://:secret@host/").user()).isEmpty();
    assertThat(address("redis://:secret@host/").password()).contains("secret");
  }

  @Test
  void itIsShownWithoutUserAndPassword() {
    assertThat(address("redis://shoal:secret@host:1/2")).hasToString("redis://host:1/2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:secret@host",
        "redis:u:secret@host",
        "redis:///secret",
        "//u:secret@host",
        "redis://u:secret@ho_st",
        "redis://secret@host",
        "redis://secret:@host",
        "redis://u:secret@host:0",
        "redis://u:secret@host:65536",
        "redis://u:secret@host/name",
        "redis://u:secret@host/-1",
        "redis://u:secret@host/123456",
        "redis://u:secret@host/0/1",
        "redis://u:secret@host?db=1",
        "redis://u:secret@host#1",
      })
  void whatMakesNoSenseIsRefusedWithoutRepeatingIt(String text) {
    Problem problem = catchThrowableOfType(Problem.class, () -> address(text));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
    assertThat(problem.what()).doesNotContain("secret");
    assertThat(problem.hint()).isPresent();
  }

  @Test
  void isFoundAsAServiceAndOpensWhatIsNotThereYet() {
    SwarmStoreProvider provider = ServiceLoader.load(SwarmStoreProvider.class).iterator().next();

    assertThat(provider).isInstanceOf(RedisStoreProvider.class);
    assertThat(provider.schemes()).containsExactlyInAnyOrder("redis", "rediss");
    try (SwarmStore store = provider.open(URI.create("redis://127.0.0.1:1"))) {
      assertThat(store).isNotNull();
    }
  }
}
