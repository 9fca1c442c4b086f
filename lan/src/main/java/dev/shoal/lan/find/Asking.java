package dev.shoal.lan.find;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.host.Found;
import dev.shoal.lan.find.FindMessage.Answer;
import dev.shoal.lan.find.FindMessage.Item;
import dev.shoal.lan.find.FindMessage.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One request of this node, asked twice as datagrams get lost, and what was answered to it. A round
 * trip is counted from the time of asking that the answer names, without what it was held back.
 * Pure; for one thread.
 */
public final class Asking {
  /** How long after the first time it is asked again. */
  public static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Contents of one address that are looked at: several nodes may be on one machine. */
  public static final int MOST_OF_ONE = 64;

  /** Contents in all: more do not fit into a person's view. */
  public static final int MOST = 1000;

  private record Offered(Hash content, Locator.Ip by) {}

  private final long number;
  private final List<String> words;
  private final long[] askedAt = new long[2];
  private int times;
  private final Map<Offered, Found> found = new LinkedHashMap<>();

  /** A request of this number, which is by chance. */
  public Asking(long number, List<String> words) {
    this.number = number;
    this.words = List.copyOf(words);
  }

  /** The request as it is sent now: it may be twice. */
  public Request next(long nanos) {
    askedAt[times] = nanos;
    return new Request(number, times++, words);
  }

  /** An answer came; one to something else does nothing. */
  public void answered(Answer answer, InetAddress from, long nanos) {
    if (answer.number() != number || answer.attempt() >= times) {
      return;
    }
    long took =
        nanos - askedAt[answer.attempt()] - TimeUnit.MILLISECONDS.toNanos(answer.heldMillis());
    Locator.Ip at = new Locator.Ip(from, answer.port());
    long known = found.keySet().stream().filter(it -> it.by.address().equals(from)).count();
    for (Item item : answer.items()) {
      if (found.size() < MOST && known++ < MOST_OF_ONE) {
        found.putIfAbsent(new Offered(item.content(), at), of(item, at, Math.max(0, took)));
      }
    }
  }

  private static Found of(Item item, Locator.Ip at, long roundTripNanos) {
    return new Found(
        item.name(), item.file(), item.bytes(), item.content(), at, roundTripNanos, item.load());
  }

  /** What was answered, the best first. */
  public List<Found> found() {
    List<Found> all = new ArrayList<>(found.values());
    all.sort(Found.BEST_FIRST);
    return List.copyOf(all);
  }
}
