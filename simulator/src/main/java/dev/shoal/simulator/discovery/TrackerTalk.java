package dev.shoal.simulator.discovery;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceSchedule;
import dev.shoal.announce.AnnounceSchedule.Input;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.TrackerReply;
import dev.shoal.announce.UdpExchange;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.simulator.Simulation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One peer and its tracker: the product's schedule says when to announce, and the product's
 * exchange what is sent, and again when nothing comes.
 */
final class TrackerTalk implements Talk {
  /** How long the product waits for a tracker over UDP. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final int NUM_WANT = 50;
  private static final long LEFT = 1 << 30; // it does not have all

  private final Simulation<?> simulation;
  private final TrackerPlace tracker;
  private final Peer peer;
  private final Consumer<List<Locator.Ip>> named;
  private final AnnounceSchedule schedule;
  private final RandomGenerator random;
  private final PeerId id;
  private final Alarm next;

  TrackerTalk(
      Simulation<?> simulation, TrackerPlace tracker, Peer peer, Consumer<List<Locator.Ip>> named) {
    this.simulation = simulation;
    this.tracker = tracker;
    this.peer = peer;
    this.named = named;
    this.random = simulation.random();
    this.id = PeerId.create(random);
    this.schedule = new AnnounceSchedule(List.of(1), AnnounceSchedule.Tiers.EACH, false, random);
    this.next = new Alarm(simulation, () -> tell(new Input.Tick()));
  }

  @Override
  public void begin() {
    tell(new Input.Start());
  }

  @Override
  public void more() {
    tell(new Input.More());
  }

  private void tell(Input input) {
    if (!peer.isThere()) {
      return;
    }
    List<AnnounceSchedule.Announce> due = new ArrayList<>();
    long clock = simulation.clock(peer.node());
    long wake = schedule.on(input, clock, due::add);
    if (wake == Long.MAX_VALUE) {
      next.off();
    } else {
      next.after(wake - clock);
    }
    due.forEach(announce -> new Exchange(announce).tell(new UdpExchange.Event.Begin()));
  }

  private AnnounceRequest request(AnnounceRequest.Event event) {
    Locator.Ip self = simulation.locator(peer.node());
    Hash content = Hash.of(peer.content().bytes());
    return new AnnounceRequest(content, id, self.port(), 0, 0, LEFT, event, NUM_WANT, 0);
  }

  private static TrackerReply reply(UdpResponse response) {
    return switch (response) {
      case UdpResponse.Announced announced -> announced.answer();
      case UdpResponse.Failed failed -> TrackerReply.Failure.because(failed.message());
      case UdpResponse.Connected _, UdpResponse.Scraped _ ->
          throw new IllegalStateException("an answer to another question");
    };
  }

  /** One announce, from its first datagram to its answer or failure. */
  private final class Exchange {
    private final AnnounceSchedule.Announce announce;
    private final UdpExchange core;
    private final Alarm timeout = new Alarm(simulation, () -> tell(new UdpExchange.Event.Tick()));

    Exchange(AnnounceSchedule.Announce announce) {
      this.announce = announce;
      this.core =
          new UdpExchange(
              tracker.locator(),
              (connection, transaction) ->
                  new UdpRequest.Announce(connection, transaction, request(announce.event())),
              PATIENCE,
              random);
    }

    void tell(UdpExchange.Event event) {
      if (!peer.isThere()) {
        return;
      }
      List<UdpExchange.Action> actions = new ArrayList<>();
      long clock = simulation.clock(peer.node());
      long wake = core.on(event, clock, actions::add);
      if (wake == Long.MAX_VALUE) {
        timeout.off();
      } else {
        timeout.after(wake - clock);
      }
      actions.forEach(this::carryOut);
    }

    private void carryOut(UdpExchange.Action action) {
      switch (action) {
        case UdpExchange.Action.Send(ByteBuffer datagram) ->
            tracker.send(
                peer.node(),
                datagram,
                answer -> tell(new UdpExchange.Event.Received(tracker.locator(), answer)));
        case UdpExchange.Action.Done(UdpResponse response) -> {
          TrackerReply reply = reply(response);
          if (reply instanceof TrackerReply.Answer answer) {
            named.accept(answer.locators());
          }
          TrackerTalk.this.tell(new Input.Replied(announce.tracker(), reply));
        }
      }
    }
  }
}
