package dev.shoal.announce;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One question to a tracker over UDP from its first datagram to the response: connection id,
 * retransmission and what counts as an answer (BEP 15). Pure; one thread at a time uses it.
 */
public final class UdpExchange {
  /** How long the first datagram is waited for; each retransmission doubles it. */
  public static final long FIRST_TIMEOUT_NANOS = Duration.ofSeconds(15).toNanos();

  /** The most doublings: 15 · 2⁸ seconds are more than an hour. */
  public static final int MAX_DOUBLINGS = 8;

  /** "A client can use a connection ID until one minute after it has received it." */
  public static final long CONNECTION_NANOS = Duration.ofMinutes(1).toNanos();

  /** What happens to an exchange. */
  public sealed interface Event {
    /** It begins; once. */
    record Begin() implements Event {}

    /** A datagram came in. */
    record Received(Locator.Ip from, ByteBuffer datagram) implements Event {}

    /** Time has passed. */
    record Tick() implements Event {}
  }

  /** What an exchange wants done. */
  public sealed interface Action {
    /** Send this to the tracker. */
    record Send(ByteBuffer datagram) implements Action {}

    /** It is over, by an answer to the question or a failure; nothing follows. */
    record Done(UdpResponse response) implements Action {}
  }

  /** What is asked, once there is a connection id for it: an announce or a scrape. */
  public interface Question {
    /** The request. */
    UdpRequest over(long connection, int transaction);
  }

  private record Connection(long id, long nanos) {
    boolean isValid(long now) {
      return now - nanos < CONNECTION_NANOS;
    }
  }

  private final Locator.Ip tracker;
  private final Question question;
  private final long patience;
  private final RandomGenerator random;

  private Optional<Connection> connection = Optional.empty();
  private Optional<UdpRequest> asked = Optional.empty();
  private int doublings;
  private long beganAt;
  private long sentAt;
  private boolean over;

  /**
   * An exchange that has not begun.
   *
   * @param tracker who is asked; only its datagrams count
   * @param patience how long to go on without a reply
   */
  public UdpExchange(
      Locator.Ip tracker, Question question, Duration patience, RandomGenerator random) {
    this.tracker = tracker;
    this.question = question;
    this.patience = patience.toNanos();
    this.random = random;
  }

  /** Takes an event; returns when it wants a tick, {@code Long.MAX_VALUE} if never. */
  public long on(Event event, long nanos, Consumer<Action> out) {
    if (!over) {
      switch (event) {
        case Event.Begin() -> {
          beganAt = nanos;
          ask(nanos, out);
        }
        case Event.Received(Locator.Ip from, ByteBuffer datagram) -> {
          if (from.equals(tracker)) {
            received(datagram, nanos, out);
          }
        }
        case Event.Tick() -> tick(nanos, out);
      }
    }
    if (over) {
      return Long.MAX_VALUE;
    }
    long timeout = sentAt + timeout();
    long end = beganAt + patience;
    return timeout - end < 0 ? timeout : end;
  }

  private void tick(long nanos, Consumer<Action> out) {
    if (nanos - beganAt >= patience) {
      finish(new UdpResponse.Failed(asked.orElseThrow().transaction(), "no answer"), out);
    } else if (nanos - sentAt >= timeout()) {
      doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
      boolean expired =
          !(asked.orElseThrow() instanceof UdpRequest.Connect)
              && !connection.orElseThrow().isValid(nanos);
      if (expired) {
        ask(nanos, out);
      } else {
        send(nanos, out);
      }
    }
  }

  private void received(ByteBuffer datagram, long nanos, Consumer<Action> out) {
    UdpResponse response;
    try {
      response = UdpAnnounce.decodeResponse(datagram, CompactPeers.isV6(tracker.address()));
    } catch (AnnounceException noise) {
      return; // a broken datagram is as good as a lost one
    }
    UdpRequest open = asked.orElseThrow();
    if (response.transaction() != open.transaction()) {
      return;
    }
    switch (response) {
      case UdpResponse.Connected connected when open instanceof UdpRequest.Connect -> {
        connection = Optional.of(new Connection(connected.connection(), nanos));
        doublings = 0;
        ask(nanos, out);
      }
      case UdpResponse.Announced announced when open instanceof UdpRequest.Announce ->
          finish(announced, out);
      case UdpResponse.Scraped(int _, var swarms)
          when open instanceof UdpRequest.Scrape scrape
              && swarms.size() >= scrape.infoHashes().size() ->
          finish(response, out);
      case UdpResponse.Failed failed -> finish(failed, out);
      default -> {} // the right number on the wrong message
    }
  }

  /** The next request: the question if there is a connection id for it, else for one. */
  private void ask(long nanos, Consumer<Action> out) {
    int transaction = random.nextInt();
    connection = connection.filter(known -> known.isValid(nanos));
    asked =
        Optional.of(
            connection.isPresent()
                ? question.over(connection.get().id(), transaction)
                : new UdpRequest.Connect(transaction));
    send(nanos, out);
  }

  private void send(long nanos, Consumer<Action> out) {
    sentAt = nanos;
    out.accept(new Action.Send(UdpAnnounce.encode(asked.orElseThrow())));
  }

  private void finish(UdpResponse response, Consumer<Action> out) {
    over = true;
    out.accept(new Action.Done(response));
  }

  private long timeout() {
    return FIRST_TIMEOUT_NANOS << doublings;
  }
}
