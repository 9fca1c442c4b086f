package dev.shoal.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 5);
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsInOrderOfTimeThenOfSchedulingEvenWhereTheNumberOverflows() {
    time.schedule(10, () -> ran.add("late"));
    time.schedule(3, () -> ran.add("first"));
    time.schedule(3, () -> time.schedule(0, () -> ran.add("third")));
    time.schedule(3, () -> ran.add("second"));
    time.runFor(9);
    assertThat(ran).containsExactly("first", "second", "third");
    assertThat(time.elapsed()).isEqualTo(9);
    time.runFor(1);
    assertThat(ran).endsWith("late");
    assertThat(time.nanos()).isNegative();
    assertThat(time.events()).isEqualTo(5);
  }

  @Test
  void runsNothingThatWasCancelled() {
    List<VirtualTime.Scheduled> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      String name = "" + i;
      all.add(time.schedule(1, () -> ran.add(name)));
    }
    all.subList(1, 5000).forEach(VirtualTime.Scheduled::cancel);
    all.get(1).cancel();
    time.runFor(1);
    all.get(0).cancel();
    assertThat(ran).containsExactly("0");
    assertThat(time.events()).isEqualTo(1);
  }

  @Test
  void whatIsScheduledBeforeTheNextEventRunsBeforeIt() {
    time.schedule(1000, () -> ran.add("second"));
    time.runFor(10);
    time.schedule(20, () -> ran.add("first"));
    time.schedule(Long.MAX_VALUE, () -> ran.add("never"));
    time.runFor(1000);
    assertThat(ran).containsExactly("first", "second");
    assertThat(time.elapsed()).isEqualTo(1010);
  }

  @Test
  void cancellingWhatRanDoesNotHarmWhatCameAfter() {
    VirtualTime.Scheduled first = time.schedule(1, () -> ran.add("first"));
    time.runFor(1);
    time.schedule(1, () -> ran.add("second"));
    first.cancel();
    time.runFor(1);
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void runsWhileAConditionHolds() {
    time.schedule(5, () -> ran.add("a"));
    time.schedule(7, () -> ran.add("b"));
    assertThat(time.runWhile(ran::isEmpty, 4)).isFalse();
    assertThat(time.runWhile(ran::isEmpty, 5)).isTrue();
    assertThat(time.elapsed()).isEqualTo(5);
    assertThat(time.runWhile(() -> true, 100)).isFalse();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void endsAStoryThatDoesNot() {
    VirtualTime bounded = new VirtualTime(0, 100);
    bounded.schedule(1, () -> again(bounded));
    assertThatThrownBy(() -> bounded.runFor(1000)).hasMessageContaining("does not end");
  }

  private static void again(VirtualTime time) {
    time.schedule(1, () -> again(time));
  }

  @Test
  void countsMillisecondsFromADate() {
    long before = time.millis();
    time.runFor(2_500_000);
    assertThat(time.millis() - before).isEqualTo(2);
    assertThatThrownBy(() -> time.schedule(-1, () -> {})).hasMessageContaining("past");
  }
}
