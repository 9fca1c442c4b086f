package dev.shoal.lan.find;

import dev.shoal.base.Locator;
import dev.shoal.host.Offer;
import dev.shoal.lan.find.FindMessage.Answer;
import dev.shoal.lan.find.FindMessage.Item;
import dev.shoal.lan.find.FindMessage.Request;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Who is answered what, and after how long. Each request is answered once, a little later by
 * chance, so that not all nodes of a link speak at the same moment; a few a second in all, fewer to
 * one address, as the address of a datagram may be somebody else's. Pure; for one thread.
 */
public final class Answerer {
  /** The longest that an answer is held back. */
  public static final int MAX_JITTER_MILLIS = 100;

  /** Answers a second in all: a link where more people search at once has other nodes too. */
  public static final int MOST_A_SECOND = 10;

  /** Answers a second to one address: a person who asks twice. */
  public static final int MOST_A_SECOND_TO_ONE = 2;

  /** Requests a second that names are compared for, which takes the time. */
  public static final int MOST_LOOKED_AT = 50;

  private static final int REMEMBERED = 64; // requests, so that none is answered twice
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Given(InetAddress to, long at) {}

  private final RandomGenerator random;
  private final Deque<Given> given = new ArrayDeque<>(); // within the last second
  private final Deque<Long> looked = new ArrayDeque<>(); // within the last second
  private final Set<Long> seen = new LinkedHashSet<>(); // the oldest first

  /** One that has answered nobody. */
  public Answerer(RandomGenerator random) {
    this.random = random;
  }

  /**
   * What somebody is answered, if anything: it is to be sent when it was held back as it says.
   *
   * @param port where the offers are to be got
   */
  public Optional<Answer> asked(
      Request request, Locator.Ip from, Collection<Offer> offers, int port, long nanos) {
    forget(nanos);
    boolean answered = seen.contains(request.number()); // it comes over each family, and twice
    if (answered || looked.size() >= MOST_LOOKED_AT || !mayAnswer(from.address())) {
      return Optional.empty();
    }
    looked.add(nanos);
    List<Item> items = matching(request.words(), offers);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    given.add(new Given(from.address(), nanos));
    seen.add(request.number());
    int held = random.nextInt(MAX_JITTER_MILLIS + 1);
    return Optional.of(new Answer(request.number(), request.attempt(), held, port, items));
  }

  private void forget(long nanos) {
    while (!given.isEmpty() && nanos - given.peek().at >= SECOND) {
      given.remove();
    }
    while (!looked.isEmpty() && nanos - looked.peek() >= SECOND) {
      looked.remove();
    }
    while (seen.size() > REMEMBERED) {
      seen.remove(seen.iterator().next());
    }
  }

  private boolean mayAnswer(InetAddress address) {
    return given.size() < MOST_A_SECOND
        && given.stream().filter(it -> it.to.equals(address)).count() < MOST_A_SECOND_TO_ONE;
  }

  private static List<Item> matching(List<String> words, Collection<Offer> offers) {
    List<String> plain = words.stream().map(Answerer::plain).toList();
    List<Item> items = new ArrayList<>();
    for (Offer offer : offers) {
      if (items.size() == FindMessage.MAX_ITEMS) {
        break;
      }
      if (hasAll(offer.name(), plain)) {
        items.add(item(offer, ""));
      } else {
        offer.files().stream()
            .filter(file -> hasAll(offer.name() + "/" + file, plain))
            .findFirst()
            .ifPresent(file -> items.add(item(offer, file)));
      }
    }
    return items;
  }

  private static Item item(Offer offer, String file) {
    return new Item(
        offer.name(), file, offer.bytes(), offer.content(), Math.max(0, offer.load().getAsInt()));
  }

  private static boolean hasAll(String name, List<String> words) {
    String plain = plain(name);
    return words.stream().allMatch(plain::contains);
  }

  /** A letter and its accent may be one character or two (Unicode, annex 15). */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
