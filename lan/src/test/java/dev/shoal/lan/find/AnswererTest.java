package dev.shoal.lan.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.host.Found;
import dev.shoal.host.Offer;
import dev.shoal.lan.find.FindMessage.Answer;
import dev.shoal.lan.find.FindMessage.Item;
import dev.shoal.lan.find.FindMessage.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is answered what, and how those who asked rate it. */
class AnswererTest {
  private static final Hash HASH = FindCodecTest.HASH;
  private static final Offer PHOTOS =
      new Offer("Fotos", List.of("März/1.jpg", "April/2.jpg"), 5, HASH, () -> 3);
  private static final Offer FILM =
      new Offer("film.mkv", List.of(), 7, Hash.sha1(new byte[1]), () -> 0);

  private final Answerer answerer = new Answerer(new SplittableRandom(1));
  private int asked;

  private static Locator.Ip from(int host) {
    return new Locator.Ip(
        InetAddress.ofLiteral("198.18." + host / 250 % 250 + "." + (1 + host % 250)), 5000);
  }

  private Optional<Answer> ask(int host, long nanos, String... words) {
    Request request = new Request(asked++, 0, List.of(words));
    return answerer.asked(request, from(host), List.of(PHOTOS, FILM), 7462, nanos);
  }

  private List<Item> found(String... words) {
    return ask(asked, TimeUnit.SECONDS.toNanos(asked), words).map(Answer::items).orElse(List.of());
  }

  @Test
  void allWordsAreInTheNameInAnyCase() {
    assertThat(found("FOTO")).containsExactly(new Item("Fotos", "", 5, HASH, 3));
    assertThat(found("mkv", "Film")).extracting(Item::name).containsExactly("film.mkv");
    assertThat(found("film", "jpg")).isEmpty();
    assertThat(found("fotos", "jpg", "2")).extracting(Item::file).containsExactly("April/2.jpg");
    assertThat(found("ma\u0308rz")).as("in two characters").hasSize(1);
    assertThat(found("m")).as("both").hasSize(2);
  }

  @Test
  void aRequestIsAnsweredOnceAndHeldBackByChance() {
    Set<Integer> held = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Request request = new Request(i, 1, List.of("film"));
      long now = TimeUnit.SECONDS.toNanos(i);
      Answer answer = answerer.asked(request, from(i), List.of(FILM), 1, now).orElseThrow();
      assertThat(answer.number()).isEqualTo(i);
      assertThat(answer.attempt()).isEqualTo(1);
      assertThat(answer.heldMillis()).isBetween(0, Answerer.MAX_JITTER_MILLIS);
      held.add(answer.heldMillis());
      assertThat(answerer.asked(request, from(i + 1), List.of(FILM), 1, now)).isEmpty();
    }
    assertThat(held).hasSizeGreaterThan(20);
  }

  @Test
  void aFloodIsNotAnswered() {
    List<Answer> toAll = new ArrayList<>();
    List<Answer> toOne = new ArrayList<>();
    for (int milli = 0; milli < 10_000; milli++) {
      long now = TimeUnit.MILLISECONDS.toNanos(milli);
      ask(milli, now, "film").ifPresent(toAll::add);
      ask(100_000, now, "film").ifPresent(toOne::add);
    }
    assertThat(toAll.size() + toOne.size()).isBetween(95, 10 * Answerer.MOST_A_SECOND);
    assertThat(toOne).hasSizeLessThanOrEqualTo(10 * Answerer.MOST_A_SECOND_TO_ONE);
  }

  @Test
  void aRoundTripIsCountedFromTheAttemptThatIsAnsweredWithoutTheDelay() {
    Asking asking = new Asking(5, List.of("film"));
    long milli = TimeUnit.MILLISECONDS.toNanos(1);
    assertThat(asking.next(0).attempt()).isZero();
    Item item = new Item("film", "", 1, HASH, 0);
    asking.answered(new Answer(5, 1, 0, 1, List.of(item)), from(1).address(), milli);
    asking.answered(new Answer(6, 0, 0, 1, List.of(item)), from(1).address(), milli);
    assertThat(asking.found()).as("of what was not asked").isEmpty();
    assertThat(asking.next(500 * milli).attempt()).isEqualTo(1);
    Item loaded = new Item("film", "", 1, HASH, 9);
    asking.answered(new Answer(5, 1, 40, 1, List.of(loaded)), from(1).address(), 543 * milli);
    asking.answered(new Answer(5, 0, 500, 2, List.of(item)), from(2).address(), 510 * milli);
    assertThat(asking.found())
        .extracting(Found::peer)
        .as("the idle one, though farther")
        .containsExactly(
            new Locator.Ip(from(2).address(), 2), new Locator.Ip(from(1).address(), 1));
    assertThat(asking.found())
        .extracting(Found::roundTripNanos)
        .containsExactly(10 * milli, 3 * milli);
  }

  @Test
  void noAddressFillsWhatWasFound() {
    Asking asking = new Asking(5, List.of("x"));
    Request _ = asking.next(0);
    for (int port = 1; port <= 500; port++) {
      Item item = new Item("x", "", 1, HASH, 0);
      asking.answered(new Answer(5, 0, 0, port, List.of(item)), from(1).address(), 1);
    }
    assertThat(asking.found()).hasSize(Asking.MOST_OF_ONE);
  }
}
