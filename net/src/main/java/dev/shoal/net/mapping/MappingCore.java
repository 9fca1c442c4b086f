package dev.shoal.net.mapping;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Opens a port on a router and keeps it open: PCP, or NAT-PMP for older gateways, and UPnP beside;
 * who answers first stays, but the first two have a head start, as they take one packet where UPnP
 * takes six connections. What is open is asked for again at half of its time. When nobody opens it,
 * or when it was told to close, it is done: then it is of no use any more.
 *
 * <p>Pure, for one thread: events and the time go in, actions come out.
 */
final class MappingCore {
  /** No wake-up. */
  static final long NEVER = Long.MAX_VALUE;

  /** A gateway that speaks PCP does so within milliseconds, and this forgives two lost packets. */
  static final long HEAD_START = TimeUnit.SECONDS.toNanos(1);

  /** RFC 6887 11.2.1: not more often than this, however short a lifetime is. */
  static final long MIN_RENEWAL = TimeUnit.SECONDS.toNanos(4);

  private enum Phase {
    NEW,
    SEEKING,
    HELD,
    RENEWING,
    CLOSING,
    DONE
  }

  private final Wish wish;
  private final GatewayTalk gateway;
  private final UpnpTalk upnp;
  private Phase phase = Phase.NEW;
  private boolean byUpnp;
  private long headStartEnds;
  private long renewAt;
  private Optional<Outcome> told = Optional.empty();

  /**
   * A core that has asked nobody.
   *
   * @param random an unpredictable one, in a real network: a PCP nonce is a password
   */
  MappingCore(Wish wish, RandomGenerator random) {
    this.wish = wish;
    this.gateway = new GatewayTalk(wish, random);
    this.upnp = new UpnpTalk(wish, random);
  }

  /** Takes in an event; when it wants a tick, {@link #NEVER} if it wants none. */
  long on(MappingEvent event, long nanos, Consumer<MappingAction> out) {
    if (phase == Phase.DONE) {
      return NEVER;
    }
    if (phase == Phase.NEW) {
      seek(nanos, out);
    }
    switch (event) {
      case MappingEvent.Tick _ -> {}
      case MappingEvent.Heard it -> gateway.heard(it.datagram(), nanos, out);
      case MappingEvent.NobodyThere _ -> gateway.nobodyThere();
      case MappingEvent.Found it -> upnp.found(it.services());
      case MappingEvent.Replied it -> upnp.replied(it.answer(), out);
      case MappingEvent.Close _ -> close(nanos, out);
    }
    gateway.tick(nanos, out);
    upnp.tick(nanos, out);
    decide(nanos, out);
    return wakeUp();
  }

  private void seek(long nanos, Consumer<MappingAction> out) {
    phase = Phase.SEEKING;
    byUpnp = false;
    headStartEnds = nanos;
    if (wish.gateway().isPresent()) {
      headStartEnds = nanos + HEAD_START;
      gateway.begin(nanos, out);
    }
    upnp.search(nanos, out);
  }

  private void decide(long nanos, Consumer<MappingAction> out) {
    switch (phase) {
      case SEEKING -> decideWho(nanos, out);
      case HELD -> {
        if (holder() == TalkState.ASKING) {
          phase = Phase.RENEWING; // the gateway has restarted, so it has begun by itself
        } else if (nanos - renewAt >= 0) {
          phase = Phase.RENEWING;
          if (byUpnp) {
            upnp.begin(out);
          } else {
            gateway.begin(nanos, out);
          }
        } else {
          tellMapped(out); // the outer address may have changed
        }
      }
      case RENEWING -> {
        if (holder() == TalkState.GRANTED) {
          hold(nanos, out);
        } else if (holder() == TalkState.FAILED) {
          seek(nanos, out);
        }
      }
      case CLOSING -> {
        if (gateway.isReleased() && upnp.isReleased()) {
          done(out);
        }
      }
      case NEW, DONE -> {}
    }
  }

  private TalkState holder() {
    return byUpnp ? upnp.state() : gateway.state();
  }

  private void decideWho(long nanos, Consumer<MappingAction> out) {
    TalkState first = gateway.state();
    boolean waiting = first == TalkState.ASKING;
    if (first == TalkState.GRANTED) {
      upnp.stop();
      hold(nanos, out);
    } else if (upnp.state() == TalkState.GRANTED) {
      byUpnp = true;
      hold(nanos, out);
    } else if (upnp.state() == TalkState.FOUND
        && (!waiting || (nanos - headStartEnds >= 0 && !gateway.isHeard()))) {
      gateway.stop();
      upnp.begin(out);
    } else if (upnp.state() == TalkState.FAILED && !waiting) {
      List<String> why = Stream.of(gateway.why(), upnp.why()).flatMap(Optional::stream).toList();
      tell(new Outcome.Refused(why), out);
      done(out);
    }
  }

  private void hold(long nanos, Consumer<MappingAction> out) {
    phase = Phase.HELD;
    long seconds = byUpnp ? wish.seconds() : gateway.seconds();
    renewAt = nanos + Math.max(MIN_RENEWAL, TimeUnit.SECONDS.toNanos(seconds) / 2);
    tellMapped(out);
  }

  private void tellMapped(Consumer<MappingAction> out) {
    (byUpnp ? upnp.mapped() : gateway.mapped()).ifPresent(mapped -> tell(mapped, out));
  }

  private void tell(Outcome outcome, Consumer<MappingAction> out) {
    if (!told.equals(Optional.of(outcome))) {
      told = Optional.of(outcome);
      out.accept(new MappingAction.Tell(outcome));
    }
  }

  private void close(long nanos, Consumer<MappingAction> out) {
    if (phase != Phase.CLOSING) {
      phase = Phase.CLOSING;
      gateway.release(nanos, out);
      upnp.release(out);
    }
  }

  private void done(Consumer<MappingAction> out) {
    phase = Phase.DONE;
    out.accept(new MappingAction.Done());
  }

  private long wakeUp() {
    return switch (phase) {
      case DONE -> NEVER;
      case HELD -> renewAt;
      case SEEKING -> {
        boolean held = upnp.state() == TalkState.FOUND && !gateway.isHeard();
        yield earliest(earliest(gateway.due(), upnp.due()), held ? headStartEnds : NEVER);
      }
      default -> earliest(gateway.due(), upnp.due());
    };
  }

  /** Times are compared by their difference; never is later than any. */
  private static long earliest(long one, long other) {
    if (one == NEVER || other == NEVER) {
      return one == NEVER ? other : one;
    }
    return one - other < 0 ? one : other;
  }
}
