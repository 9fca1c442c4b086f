package dev.shoal.simulator.discovery;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.TrackerReply;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Locator;
import dev.shoal.simulator.Simulation;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.TrackerCore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The product's tracker at its place on the network, with the datagrams of BEP 15. */
final class TrackerPlace {
  private final Simulation<?> simulation;
  private final int node;
  private final TrackerCore core;
  private final long secret;
  private long datagrams;

  TrackerPlace(Simulation<?> simulation, int node, Duration interval) {
    this.simulation = simulation;
    this.node = node;
    RandomGenerator random = simulation.random();
    this.secret = random.nextLong();
    this.core = new TrackerCore(interval, random);
  }

  Locator.Ip locator() {
    return simulation.locator(node);
  }

  /** How many datagrams it received and sent. */
  long datagrams() {
    return datagrams;
  }

  /** It is gone without a word. */
  void die() {
    simulation.stop(node);
  }

  /**
   * Sends it a datagram, if that arrives.
   *
   * @param answer is given what comes back, if it does
   */
  void send(int from, ByteBuffer datagram, Consumer<ByteBuffer> answer) {
    simulation.carry(
        from,
        node,
        datagram.remaining(),
        () -> {
          datagrams++;
          answer(datagram.duplicate(), from)
              .ifPresent(response -> {
                datagrams++;
                ByteBuffer bytes = UdpAnnounce.encode(response, false);
                simulation.carry(
                    node, from, bytes.remaining(), () -> answer.accept(bytes.duplicate()));
              });
        });
  }

  private Optional<UdpResponse> answer(ByteBuffer datagram, int from) {
    try {
      return switch (UdpAnnounce.decodeRequest(datagram)) {
        case UdpRequest.Connect(int transaction) ->
            Optional.of(new UdpResponse.Connected(transaction, connection(from)));
        case UdpRequest.Announce announce when announce.connection() == connection(from) ->
            Optional.of(announced(announce, simulation.locator(from)));
        default -> Optional.empty();
      };
    } catch (AnnounceException noise) {
      return Optional.empty();
    }
  }

  /** Whoever has it has received a datagram there; nobody lies here. */
  private long connection(int from) {
    return secret ^ from;
  }

  private UdpResponse announced(UdpRequest.Announce announce, Locator.Ip from) {
    Announce heard = Announce.of(announce.request(), from.address(), Announce.Families.OWN);
    TrackerReply reply = core.announce(heard, simulation.clock(node)).reply();
    return switch (reply) {
      case TrackerReply.Answer answer -> new UdpResponse.Announced(announce.transaction(), answer);
      case TrackerReply.Failure failure ->
          new UdpResponse.Failed(announce.transaction(), failure.reason());
    };
  }
}
