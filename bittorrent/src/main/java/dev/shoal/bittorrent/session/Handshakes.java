package dev.shoal.bittorrent.session;

import dev.shoal.base.Clock;
import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.bittorrent.handshake.HandshakeCore;
import dev.shoal.host.Timers;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Exchanges handshakes over a connection, on the calling thread. */
final class Handshakes {
  private static final long TIMEOUT_NANOS = 10_000_000_000L;
  private static final int BUFFER = 1 << 12; // a handshake and what may follow it at once

  private final Timers timers;
  private final Clock clock;

  Handshakes(Timers timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * What the exchange gave.
   *
   * @param theirs the other side's handshake
   * @param early what came behind it
   */
  record Exchanged(Handshake theirs, ByteBuffer early) {}

  /**
   * Waits for the other side, 10 s at most.
   *
   * @throws ConnectionException with the reason why it came to nothing
   */
  Exchanged exchange(Duplex duplex, HandshakeCore core) {
    try (Timers.Timer timeout = timers.timer(duplex::close)) {
      timeout.at(clock.nanos() + TIMEOUT_NANOS);
      ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
      while (true) {
        core.send().ifPresent(bytes -> duplex.write(new ByteBuffer[] {bytes}));
        Optional<HandshakeCore.Outcome> outcome = core.on(in);
        core.send().ifPresent(bytes -> duplex.write(new ByteBuffer[] {bytes}));
        if (outcome.isPresent()) {
          return switch (outcome.get()) {
            case HandshakeCore.Outcome.Agreed(Handshake theirs) -> new Exchanged(theirs, in);
            case HandshakeCore.Outcome.Refused(String why) -> throw new ConnectionException(why);
          };
        }
        in.compact();
        if (duplex.read(new ByteBuffer[] {in}) < 0) {
          throw new ConnectionException("it closed the connection within the handshake");
        }
        in.flip();
      }
    }
  }
}
