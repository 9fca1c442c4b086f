package dev.shoal.lan;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.host.Found;
import dev.shoal.host.Host;
import dev.shoal.host.Offer;
import dev.shoal.host.Timers;
import dev.shoal.lan.find.Answerer;
import dev.shoal.lan.find.Asking;
import dev.shoal.lan.find.FindCodec;
import dev.shoal.lan.find.FindMessage;
import dev.shoal.net.Multicast;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The broadcast file request: asks the link who has a file of some name, and answers those who ask
 * for what this node offers. A node that offers nothing hears nobody. Any thread.
 */
final class Finding implements AutoCloseable {
  /**
   * Groups of this house's own, with its first letters. The port is not the one at which nodes
   * listen, as theirs is nobody else's on their machine.
   */
  private static final Multicast.Group GROUP =
      new Multicast.Group(
          InetAddress.ofLiteral("239.192.83.72"), InetAddress.ofLiteral("ff15::5348"), 7463);

  /** Answers that wait to be looked at; beyond it they are lost, as datagrams may be. */
  private static final int MOST_WAITING = 256;

  private final Host host;
  private final Answerer answerer;
  private final List<Offer> offers = new CopyOnWriteArrayList<>();
  private final Timers.Timer looking;
  private @Nullable Multicast group;
  private boolean closed;

  private record Came(FindMessage.Answer answer, Locator.Ip from, long nanos) {}

  Finding(Host host) {
    this.host = host;
    this.answerer = new Answerer(host.random("find"));
    this.looking = host.timers().timer(this::look);
  }

  /** Answers for this content until what it gives is run. */
  Runnable offer(Offer offer) {
    offers.add(offer);
    open();
    return () -> offers.remove(offer);
  }

  private synchronized void open() {
    if (group == null && !closed) {
      group =
          host.join(
              GROUP,
              new Multicast.Listener() {
                @Override
                public void heard(ByteBuffer datagram, Locator.Ip from) {
                  if (FindCodec.decode(datagram).orElse(null) instanceof FindMessage.Request it) {
                    answer(it, from);
                  }
                }

                @Override
                public void answered(ByteBuffer datagram, Locator.Ip from) {} // it did not ask
              });
      look();
      requireJoined(group);
    }
  }

  private static void requireJoined(Multicast joined) {
    if (!joined.isJoined()) {
      throw new Problem(
          Problem.Kind.NETWORK,
          "this machine is on no network on which all others can be asked",
          "ip address   shows its interfaces; --bind names the one to use");
    }
  }

  private void look() {
    Multicast joined = joined();
    if (joined != null) {
      joined.look();
      looking.at(host.clock().nanos() + TimeUnit.MINUTES.toNanos(1));
    }
  }

  private synchronized @Nullable Multicast joined() {
    return group;
  }

  private void answer(FindMessage.Request request, Locator.Ip from) {
    synchronized (answerer) {
      answerer
          .asked(request, from, offers, host.ports().port(), host.clock().nanos())
          .ifPresent(answer -> hold(answer, from));
    }
  }

  /** As many timers as there are answers a second. */
  private void hold(FindMessage.Answer answer, Locator.Ip to) {
    Timers.Timer[] once = new Timers.Timer[1];
    once[0] =
        host.timers()
            .timer(() -> {
              Multicast joined = joined();
              if (joined != null) {
                joined.answer(FindCodec.encode(answer), to);
              }
              once[0].close();
            });
    once[0].at(host.clock().nanos() + TimeUnit.MILLISECONDS.toNanos(answer.heldMillis()));
  }

  /** Asks, and waits for answers. */
  List<Found> find(List<String> words, Duration patience) {
    require(words);
    BlockingQueue<Came> came = new ArrayBlockingQueue<>(MOST_WAITING);
    Asking asking = new Asking(host.random("find").nextLong(), words);
    try (Multicast asked = host.join(GROUP, answersTo(came))) {
      long begun = host.clock().nanos();
      long end = begun + patience.toNanos();
      requireJoined(asked);
      asked.send(FindCodec.encode(asking.next(begun)));
      gather(came, asking, Math.min(end, begun + Asking.AGAIN_NANOS));
      asked.send(FindCodec.encode(asking.next(host.clock().nanos())));
      gather(came, asking, end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Locator.Ip> own = host.ports().listening();
    return asking.found().stream().filter(found -> !own.contains(found.peer())).toList();
  }

  private static void require(List<String> words) {
    boolean proper =
        !words.isEmpty()
            && words.size() <= FindMessage.MAX_WORDS
            && words.stream()
                .allMatch(word ->
                    !word.isBlank()
                        && word.getBytes(StandardCharsets.UTF_8).length <= FindMessage.MAX_WORD);
    if (!proper) {
      throw new Problem(
          Problem.Kind.USAGE,
          "others can be asked for 1 to "
              + FindMessage.MAX_WORDS
              + " words of at most "
              + FindMessage.MAX_WORD
              + " bytes each",
          "fewer or shorter ones: all of them have to be in the name");
    }
  }

  private Multicast.Listener answersTo(BlockingQueue<Came> came) {
    return new Multicast.Listener() {
      @Override
      public void heard(ByteBuffer datagram, Locator.Ip from) {} // others ask as well

      @Override
      public void answered(ByteBuffer datagram, Locator.Ip from) {
        if (FindCodec.decode(datagram).orElse(null) instanceof FindMessage.Answer answer) {
          boolean _ = came.offer(new Came(answer, from, host.clock().nanos()));
        }
      }
    };
  }

  private void gather(BlockingQueue<Came> came, Asking asking, long until)
      throws InterruptedException {
    for (long left = left(until); left > 0; left = left(until)) {
      Came next = came.poll(left, TimeUnit.NANOSECONDS);
      if (next != null) {
        asking.answered(next.answer, next.from.address(), next.nanos);
      }
    }
  }

  private long left(long until) {
    return until - host.clock().nanos();
  }

  @Override
  public synchronized void close() {
    closed = true;
    looking.close();
    if (group != null) {
      group.close();
    }
  }
}
