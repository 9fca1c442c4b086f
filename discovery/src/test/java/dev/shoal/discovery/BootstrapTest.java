package dev.shoal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.discovery.Bootstrap.Stage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final long MILLI = 1_000_000;
  private static final long START =
      Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // nanos overflow on the way

  private final Map<Stage, Supplier<List<Locator.Ip>>> sources = new EnumMap<>(Stage.class);
  private final List<Stage> begun = new ArrayList<>();

  private static Locator.Ip at(int number) {
    return new Locator.Ip(InetAddress.ofLiteral("192.0.2." + number), 7462);
  }

  private static List<Locator.Ip> some(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(BootstrapTest::at).toList();
  }

  private void has(Stage stage, List<Locator.Ip> contacts) {
    sources.put(
        stage,
        () -> {
          begun.add(stage);
          return contacts;
        });
  }

  private Bootstrap way() {
    return new Bootstrap(sources, START);
  }

  @Test
  void whoKnowsNobodyAsksTheTrustedListAtOnce() {
    has(Stage.TRUSTED, some(1, 3));
    assertThat(way().next(START)).isEqualTo(some(1, 3));
  }

  @Test
  void eachStageWaitsForItsDelayWhileTheOneBeforeIsSilent() {
    int number = 1;
    long expected = START;
    for (Stage stage : Stage.values()) {
      has(stage, some(number, number));
      number++;
    }
    Bootstrap way = way();
    int contact = 0;
    for (Stage stage : Stage.values()) {
      expected += stage.delayNanos();
      contact++;
      if (stage != Stage.PERSON) {
        assertThat(way.nextDue()).isEqualTo(expected);
        assertThat(way.next(expected - 1)).isEmpty();
      }
      assertThat(way.next(expected)).containsExactly(at(contact));
    }
    assertThat(begun).containsExactly(Stage.values());
    assertThat(expected - START).isLessThan(3_000 * MILLI);
    assertThat(way.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aStageWhoseContactsAllFailedHoldsUpNobody() {
    has(Stage.ANCHORS, some(1, 1));
    has(Stage.TRIED, some(2, 2));
    Bootstrap way = way();
    assertThat(way.next(START)).containsExactly(at(1));
    way.failed(at(1));
    assertThat(way.next(START + 1)).containsExactly(at(2));
  }

  @Test
  void onlySoManyOfAStageAreAskedAtOnce() {
    has(Stage.ANCHORS, some(1, 20));
    Bootstrap way = way();
    int atOnce = Stage.ANCHORS.atOnce();
    assertThat(way.next(START)).isEqualTo(some(1, atOnce));
    assertThat(way.next(START)).isEmpty();
    way.failed(at(3));
    way.answered(at(4));
    assertThat(way.next(START)).isEqualTo(some(atOnce + 1, atOnce + 2));
  }

  @Test
  void whatAStageNamesWithoutEndIsCutOff() {
    List<Locator.Ip> many =
        IntStream.range(0, 1000).mapToObj(i -> new Locator.Ip(at(1).address(), 1000 + i)).toList();
    has(Stage.NEW, many);
    Bootstrap way = way();
    List<Locator.Ip> all = new ArrayList<>();
    for (List<Locator.Ip> now = way.next(START); !now.isEmpty(); now = way.next(START)) {
      all.addAll(now);
      now.forEach(way::failed);
    }
    assertThat(all).isEqualTo(many.subList(0, Bootstrap.MAX_CONTACTS));
  }

  @Test
  void theTrustedListIsNotAskedOnceSomebodyAnswered() {
    has(Stage.TRIED, some(1, 2));
    has(Stage.TRUSTED, some(3, 3));
    Bootstrap way = way();
    assertThat(way.next(START)).isEqualTo(some(1, 2));
    way.answered(at(1));
    assertThat(way.next(START + 60_000 * MILLI)).isEmpty();
    assertThat(way.isOver()).isFalse(); // the other one may still answer
    way.failed(at(2));
    assertThat(way.next(START + 60_000 * MILLI)).isEmpty();
    assertThat(way.isOver()).isTrue();
    assertThat(begun).containsExactly(Stage.TRIED);
  }

  @Test
  void itEndsWhenEnoughHaveAnswered() {
    has(Stage.TRIED, some(1, 40));
    has(Stage.NEW, some(41, 50));
    Bootstrap way = way();
    List<Locator.Ip> asked = way.next(START);
    asked.subList(0, Bootstrap.ENOUGH).forEach(way::answered);
    assertThat(way.isOver()).isTrue();
    assertThat(way.next(START + 10_000 * MILLI)).isEmpty();
    assertThat(way.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nobodyIsAskedTwiceHoweverManyNamedHim() {
    has(Stage.PERSON, some(1, 2));
    has(Stage.ANCHORS, some(2, 3));
    Bootstrap way = way();
    assertThat(way.next(START)).isEqualTo(some(1, 2));
    assertThat(way.next(START + 5_000 * MILLI)).containsExactly(at(3));
  }

  @Test
  void anAnswerThatWasNotAskedForCountsAsNone() {
    has(Stage.TRUSTED, some(1, 1));
    Bootstrap way = way();
    assertThat(way.next(START)).hasSize(1);
    some(2, 30).forEach(way::answered);
    assertThat(way.isOver()).isFalse();
  }

  @Test
  void whenNobodyAnsweredItBeginsAgainAfterLongerAndLongerPauses() {
    has(Stage.ANCHORS, some(1, 1));
    has(Stage.TRUSTED, some(2, 2));
    Bootstrap way = way();
    long now = START;
    List<Long> pauses = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      assertThat(way.next(now)).containsExactly(at(1));
      way.failed(at(1));
      assertThat(way.next(now)).containsExactly(at(2));
      way.failed(at(2));
      assertThat(way.next(now)).isEmpty();
      pauses.add((way.nextDue() - now) / MILLI);
      now = way.nextDue();
    }
    assertThat(pauses)
        .containsExactly(2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L, 60_000L);
    way.next(now);
    way.answered(at(1));
    assertThat(way.next(now)).isEmpty();
    assertThat(way.isOver()).isTrue();
  }
}
