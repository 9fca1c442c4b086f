package dev.shoal.world;

import java.util.ArrayDeque;
import java.util.TreeMap;

/** The receiving half of an end of a stream: puts segments in order and keeps them until read. */
final class StreamInput {
  private final VirtualPipe pipe;
  private final VirtualNetwork network;

  /** What overtook others; with {@link #unread} bounded by the other side's window. */
  private final TreeMap<Long, Segment> early = new TreeMap<>();

  private final ArrayDeque<Segment> unread = new ArrayDeque<>();
  private long expected;
  private boolean draining;

  StreamInput(VirtualPipe pipe, VirtualNetwork network) {
    this.pipe = pipe;
    this.network = network;
  }

  void clear() {
    early.clear();
    unread.clear();
  }

  /** A segment is at the door of this host. */
  void arrived(Segment segment) {
    VirtualPipe from = pipe.other();
    if (network.isCut(from.host(), pipe.host())) {
      from.output().lost(segment);
    } else if (pipe.hasEnded()) {
      pipe.sendReset();
    } else {
      segment.congested = pipe.host().downlink().congested();
      pipe.host().downlink().accept(segment.bytes.length, () -> received(segment));
    }
  }

  private void received(Segment segment) {
    if (pipe.hasEnded()) {
      return;
    }
    pipe.host().countReceived(segment.bytes.length);
    network.trace().note(Trace.Kind.STREAM, pipe.remote(), pipe.local(), segment.bytes);
    early.put(segment.number, segment);
    for (Segment next = early.remove(expected); next != null; next = early.remove(expected)) {
      unread.add(next);
      expected++;
    }
    drain();
  }

  /** Hands over what is there, in an event of its own. */
  void drainSoon() {
    if (!draining) {
      draining = true;
      network
          .time()
          .schedule(
              0,
              () -> {
                draining = false;
                drain();
              });
    }
  }

  private void drain() {
    while (!pipe.hasEnded() && pipe.isReading() && !unread.isEmpty()) {
      Segment segment = unread.remove();
      acknowledge(segment);
      if (segment.isEnd()) {
        pipe.end(VirtualPipe.End.CLOSED);
      } else {
        pipe.tellBytes(segment.bytes);
      }
    }
  }

  /** Acknowledgements are small and cumulative: none is lost, and the line does not feel them. */
  private void acknowledge(Segment segment) {
    VirtualPipe from = pipe.other();
    long delay = network.path(pipe.host(), from.host()).delayNanos();
    network.time().schedule(delay, () -> from.output().acknowledged(segment));
  }
}
