package dev.shoal.world;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/** An open port for datagrams, which may be lost, doubled, overtaken, or too large to pass. */
public final class VirtualSocket {
  /** Bytes that wait for the line; more are dropped. The usual size of a socket's buffer. */
  private static final int SEND_BUFFER = 212_992;

  private final VirtualHost host;
  private final VirtualNetwork network;
  private final Locator.Ip local;
  private final Handler handler;
  private final ArrayDeque<Datagram> unsent = new ArrayDeque<>();
  private int unsentBytes;

  private record Datagram(Locator.Ip to, byte[] bytes) {}

  /** Who gets the datagrams. */
  public interface Handler {
    /** One came: read-only, valid during the call. */
    void onDatagram(Locator.Ip from, ByteBuffer bytes);
  }

  VirtualSocket(VirtualHost host, Locator.Ip local, Handler handler) {
    this.host = host;
    this.network = host.network();
    this.local = local;
    this.handler = handler;
  }

  /** The address of this port. */
  public Locator.Ip local() {
    return local;
  }

  /** Sends a copy of what remains in the buffer; whether it arrives, nobody says. */
  public void send(Locator.Ip to, ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    if (isOpen() && unsentBytes + bytes.length <= SEND_BUFFER) {
      unsentBytes += bytes.length;
      unsent.add(new Datagram(to, bytes));
      host.uplink().offer(this::next);
    }
  }

  /** Closes the port; what waits is not sent. */
  public void close() {
    host.close(this);
  }

  private boolean isOpen() {
    return host.socket(local.port()).filter(socket -> socket == this).isPresent();
  }

  private Optional<Uplink.Burst> next() {
    Datagram datagram = unsent.remove();
    unsentBytes -= datagram.bytes.length;
    return isOpen()
        ? Optional.of(new Uplink.Burst(datagram.bytes.length, () -> left(datagram)))
        : Optional.empty();
  }

  private void left(Datagram datagram) {
    host.countSent(datagram.bytes.length);
    network.host(datagram.to.address()).ifPresent(target -> travel(datagram, target));
  }

  private void travel(Datagram datagram, VirtualHost target) {
    PathQuality path = network.path(host, target);
    if (datagram.bytes.length > path.mtu() || network.isLost(host, target, 1)) {
      return;
    }
    int copies = network.happens(path.duplication()) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long detour = network.happens(path.reordering()) ? path.delayNanos() : 0;
      long delay = network.delay(host, target) + detour;
      network.time().schedule(delay, () -> arrive(datagram, target));
    }
  }

  private void arrive(Datagram datagram, VirtualHost target) {
    if (!network.isCut(host, target) && !target.downlink().congested()) {
      target.downlink().accept(datagram.bytes.length, () -> deliver(datagram, target));
    }
  }

  private void deliver(Datagram datagram, VirtualHost target) {
    target
        .socket(datagram.to.port())
        .ifPresent(socket -> {
          target.countReceived(datagram.bytes.length);
          network.trace().note(Trace.Kind.DATAGRAM, local, datagram.to, datagram.bytes);
          socket.handler.onDatagram(local, ByteBuffer.wrap(datagram.bytes).asReadOnlyBuffer());
        });
  }
}
