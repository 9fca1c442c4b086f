package dev.shoal.world;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/** The sending half of an end of a stream: buffer, window, and what must be sent again. */
final class StreamOutput {
  /** Payload of one TCP packet over Ethernet with the usual options, in bytes. */
  static final int PACKET = 1448;

  /**
   * What leaves in one go at most: eleven packets are one event here, as segmentation offload makes
   * them one on real machines.
   */
  private static final int BURST = 16 << 10;

  /** How often a packet is sent again before the stream breaks: about 26 s with the waits below. */
  private static final int RETRIES_MAX = 8;

  /** The least wait before a packet is sent again for the second time; it doubles each time. */
  private static final long RETRY_NANOS = 200_000_000;

  private final VirtualPipe pipe;
  private final VirtualNetwork network;
  private final ByteQueue unsent = new ByteQueue(VirtualPipe.SEND_BUFFER);
  private final ArrayDeque<Segment> again = new ArrayDeque<>();
  private final Window window = new Window();
  private long nextNumber;
  private boolean offered;
  private boolean refused;
  private boolean endSent;

  StreamOutput(VirtualPipe pipe, VirtualNetwork network) {
    this.pipe = pipe;
    this.network = network;
  }

  int send(ByteBuffer from) {
    int taken = unsent.add(from);
    refused |= from.hasRemaining();
    offer();
    return taken;
  }

  int room() {
    return unsent.free();
  }

  void clear() {
    unsent.clear();
    again.clear();
  }

  /** Stands in the host's queue if there is something to send. */
  void offer() {
    boolean fresh = unsent.size() > 0 || (pipe.isClosing() && !endSent);
    boolean ready = !again.isEmpty() || (fresh && window.open());
    if (ready && !offered && !pipe.hasEnded()) {
      offered = true;
      pipe.host().uplink().offer(this::next);
    }
  }

  private Optional<Uplink.Burst> next() {
    offered = false;
    if (pipe.hasEnded()) {
      return Optional.empty();
    }
    Segment segment = again.isEmpty() ? fresh() : again.remove();
    // Of a burst with a loss all the rest arrived: only one packet goes again.
    int length = Math.min(segment.bytes.length, segment.retries == 0 ? BURST : PACKET);
    return Optional.of(new Uplink.Burst(length, () -> left(segment, length)));
  }

  private Segment fresh() {
    Segment segment = new Segment(nextNumber++, unsent.remove(BURST));
    endSent = segment.isEnd();
    window.sent(segment.bytes.length);
    if (refused && unsent.free() >= VirtualPipe.SEND_BUFFER / 2) {
      refused = false;
      network.time().schedule(0, pipe::tellWritable);
    }
    return segment;
  }

  private void left(Segment segment, int length) {
    if (pipe.hasEnded()) {
      return;
    }
    offer();
    pipe.host().countSent(length);
    VirtualHost to = pipe.other().host();
    int packets = Math.max(1, Math.ceilDiv(length, PACKET));
    if (network.isLost(pipe.host(), to, packets)) {
      lost(segment);
    } else {
      long delay = network.delay(pipe.host(), to);
      network.time().schedule(delay, () -> pipe.other().input().arrived(segment));
    }
  }

  /** Sends a segment again after a round trip, then after ever longer waits (RFC 6298, 5.5). */
  void lost(Segment segment) {
    if (pipe.hasEnded()) {
      return;
    }
    if (++segment.retries > RETRIES_MAX) {
      pipe.end(VirtualPipe.End.TIMEOUT);
      return;
    }
    long roundTrip = network.roundTrip(pipe.host(), pipe.other().host());
    window.congestion(segment.number, nextNumber);
    long wait = segment.retries == 1 ? 0 : RETRY_NANOS << (segment.retries - 2);
    network
        .time()
        .schedule(
            Math.max(roundTrip, wait),
            () -> {
              again.add(segment);
              offer();
            });
  }

  void acknowledged(Segment segment) {
    if (pipe.hasEnded()) {
      return;
    }
    if (segment.isEnd()) {
      pipe.finish();
      return;
    }
    window.acknowledged(segment.bytes.length);
    if (segment.congested) {
      window.congestion(segment.number, nextNumber);
    }
    offer();
  }
}
