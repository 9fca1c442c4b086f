package dev.shoal.world;

import dev.shoal.base.Locator;

/** The three-way handshake of one stream (RFC 9293, section 3.5). */
final class Dial {
  /** The wait before the first packet is sent again; it doubles each time (RFC 6298). */
  private static final long RETRY_NANOS = 1_000_000_000;

  private final VirtualHost host;
  private final VirtualNetwork network;
  private final VirtualTime time;
  private final Locator.Ip to;
  private final VirtualHost.Dialled outcome;
  private long wait = RETRY_NANOS;
  private boolean done;

  Dial(VirtualHost host, Locator.Ip to, VirtualHost.Dialled outcome) {
    this.host = host;
    this.network = host.network();
    this.time = network.time();
    this.to = to;
    this.outcome = outcome;
  }

  void start(long timeoutNanos) {
    time.schedule(timeoutNanos, () -> fail(VirtualHost.Failure.TIMEOUT));
    knock();
  }

  private void knock() {
    if (done) {
      return;
    }
    network.host(to.address()).ifPresent(target -> send(host, target, () -> answer(target)));
    time.schedule(wait, this::knock);
    wait *= 2;
  }

  private void answer(VirtualHost target) {
    boolean open = target.listener(to.port()).isPresent();
    send(target, host, open ? () -> connect(target) : () -> fail(VirtualHost.Failure.REFUSED));
  }

  private void connect(VirtualHost target) {
    if (done) {
      return;
    }
    done = true;
    VirtualPipe pipe = VirtualPipe.between(host, host.at(host.dynamicPort()), target, to);
    network.trace().note(Trace.Kind.CONNECTED, pipe.local(), to, new byte[0]);
    time.schedule(network.delay(host, target), () -> accept(target, pipe.other()));
    outcome.onConnected(pipe);
  }

  private void accept(VirtualHost target, VirtualPipe pipe) {
    target.listener(to.port()).ifPresentOrElse(l -> l.accept(pipe), pipe::reset);
  }

  private void fail(VirtualHost.Failure why) {
    if (!done) {
      done = true;
      network.trace().note(Trace.Kind.NOT_CONNECTED, host.at(0), to, new byte[0]);
      outcome.onFailed(why);
    }
  }

  private void send(VirtualHost from, VirtualHost target, Runnable arrived) {
    if (!network.isLost(from, target, 1)) {
      Runnable ifThere =
          () -> {
            if (!network.isCut(from, target)) {
              arrived.run();
            }
          };
      time.schedule(network.delay(from, target), ifThere);
    }
  }
}
