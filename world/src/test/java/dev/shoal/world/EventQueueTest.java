package dev.shoal.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue();

  private record Event(long time, int sequence, int handle) {
    private static final Comparator<Event> ORDER =
        Comparator.comparingLong(Event::time).thenComparingInt(Event::sequence);
  }

  @Test
  void doesWhatAHeapDoesInAnyProgram() {
    Property.forAll(
        1000,
        draw -> {
          Program program = new Program(draw);
          for (int i = 0; i < 4 * draw.size(); i++) {
            program.step();
          }
          program.drain();
        });
  }

  /** The queue and a heap, told the same; a payload is the number of the adding. */
  private static final class Program {
    private final EventQueue queue = new EventQueue();
    private final PriorityQueue<Event> heap = new PriorityQueue<>(Event.ORDER);
    private final List<Event> added = new ArrayList<>();
    private final Draw draw;
    private final int polls;

    Program(Draw draw) {
      this.draw = draw;
      polls = draw.note("of ten steps, polls", draw.between(1, 6));
    }

    void step() {
      int what = draw.between(0, 9);
      if (what < polls && !heap.isEmpty()) {
        poll();
      } else if (what == 9 && !heap.isEmpty()) {
        Event event = draw.oneIn(2) ? heap.element() : draw.one(List.copyOf(heap));
        heap.remove(event);
        queue.cancel(event.handle);
      } else {
        add(time());
      }
      peek();
    }

    void drain() {
      while (!heap.isEmpty()) {
        poll();
        peek();
      }
    }

    private void add(long time) {
      int handle = queue.add(time, added.size());
      Event event = new Event(time, added.size(), handle);
      added.add(event);
      heap.add(event);
    }

    private void poll() {
      Event event = heap.remove();
      assertThat(queue.poll()).isEqualTo(event.sequence);
      assertThat(queue.now()).isEqualTo(event.time);
    }

    private void peek() {
      assertThat(queue.size()).isEqualTo(heap.size());
      assertThat(queue.isEmpty()).isEqualTo(heap.isEmpty());
      if (!heap.isEmpty() && draw.oneIn(2)) {
        assertThat(queue.nextTime()).isEqualTo(heap.element().time);
      }
    }

    /** Now or later: one there was, beside one there was, beside a border of digits, near, any. */
    private long time() {
      long before = added.isEmpty() ? 0 : draw.one(added).time;
      long digit = 1L << draw.between(0, 62);
      long time =
          switch (draw.between(0, 6)) {
            case 0 -> before;
            case 1 -> before + draw.between(-1, 1);
            case 2 -> (queue.now() + digit & -digit) + draw.between(-1, 1);
            case 3 -> queue.now() + draw.between(0, 3);
            case 4 -> queue.now() + draw.between(0, 100_000_000);
            case 5 -> queue.now() + digit;
            default -> draw.number();
          };
      return time < 0 ? Long.MAX_VALUE : Math.max(time, queue.now());
    }
  }

  @Test
  void tellsTheSameStoryOfAHundredThousandNodesAsAHeap() {
    PriorityQueue<Event> heap = new PriorityQueue<>(Event.ORDER);
    SplittableRandom random = new SplittableRandom(1);
    int nodes = 100_000;
    for (int added = 0; added < 3 * nodes; added++) {
      if (added >= nodes) {
        Event event = heap.remove();
        assertThat(queue.poll()).isEqualTo(event.sequence);
      }
      // Microseconds, so that times meet: packets, timers, and what is due at once.
      long delay =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1, 2 -> random.nextLong(1_000_000, 900_000_000);
            default -> random.nextLong(20_000, 100_000);
          };
      heap.add(new Event(queue.now() + delay, added, queue.add(queue.now() + delay, added)));
    }
  }

  @Test
  void earlierEventsAreAddedAfterALook() {
    queue.add(5_000_000_000L, 3);
    assertThat(queue.nextTime()).isEqualTo(5_000_000_000L);
    queue.add(4_999_999_999L, 2);
    queue.add(0, 1);
    assertThat(queue.nextTime()).isZero();
    assertThat(polled(3)).containsExactly(1, 2, 3);
    queue.add(5_000_000_000L, 4);
    assertThat(queue.nextTime()).isEqualTo(5_000_000_000L);
  }

  @Test
  void aBurstKeepsItsOrderThroughGrowthAndCancelling() {
    int count = 50_000;
    for (int i = 0; i < count; i++) {
      assertThat(queue.add(1L << 40)).isEqualTo(i);
    }
    for (int handle = 0; handle < count; handle += 2) {
      queue.cancel(handle);
    }
    assertThat(queue.nextTime()).isEqualTo(1L << 40);
    for (int handle = 1; handle < count; handle += 2) {
      assertThat(queue.poll()).isEqualTo(handle);
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.add(Long.MAX_VALUE)).as("places are used again").isBetween(0, count - 1);
  }

  @Test
  void refusesThePastAndHandlesThatAreOver() {
    int polled = queue.add(7);
    int cancelled = queue.add(8);
    queue.poll();
    queue.cancel(cancelled);
    for (int handle : new int[] {polled, cancelled, 2, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> queue.cancel(handle)).hasMessageContaining("no event");
    }
    assertThatThrownBy(() -> queue.add(6)).hasMessageContaining("past");
    assertThatThrownBy(queue::poll).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(queue::nextTime).isInstanceOf(NoSuchElementException.class);
    assertThat(queue.add(7)).as("now is not the past").isNotNegative();
  }

  private List<Integer> polled(int count) {
    List<Integer> polled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      polled.add(queue.poll());
    }
    return polled;
  }
}
