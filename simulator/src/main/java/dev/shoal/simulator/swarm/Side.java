package dev.shoal.simulator.swarm;

import dev.shoal.base.RateMeter;
import dev.shoal.bittorrent.piece.RequestWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One end of a connection: what its owner takes by it, and what it gives. Data; others act. */
final class Side {
  final Peer owner;
  final int peer; // the number of whom it is connected with
  final int source; // the number of the connection in the owner's core
  final long delay;
  private @Nullable Side other;
  boolean open = true;

  // taking
  final ArrayList<Parcel> expected = new ArrayList<>(0);
  @Nullable RequestWindow window;
  boolean choked = true;
  long assigned; // bytes of leases that are still to come
  long told; // bytes told as idle and not granted yet
  long downRate;
  private @Nullable RateMeter down;

  // giving
  final ArrayDeque<Parcel> queue = new ArrayDeque<>(2);
  final Task.Sent sent = new Task.Sent(this);
  private @Nullable RateMeter up;
  boolean answers; // the other is unchoked
  boolean chokeLater; // once the block that is being sent is out
  boolean unchokeLater;
  boolean metered; // rates are being told
  long offer; // a fair share of the owner's line
  long rate; // what the other's line takes of that
  long chunk; // the blocks of the first parcel that are being sent; 0: none
  double left; // bytes of them
  long settledAt;
  int due = Agenda.NONE;
  int amongGiven = -1; // its place in Flows
  int amongTaken = -1;

  Side(Peer owner, int peer, int source, long delay) {
    this.owner = owner;
    this.peer = peer;
    this.source = source;
    this.delay = delay;
  }

  void join(Side theOther) {
    other = theOther;
  }

  void taken(int bytes, long nanos) {
    RateMeter meter = down;
    if (meter == null) {
      meter = new RateMeter();
      down = meter;
    }
    meter.add(bytes, nanos);
  }

  void given(int bytes, long nanos) {
    RateMeter meter = up;
    if (meter == null) {
      meter = new RateMeter();
      up = meter;
    }
    meter.add(bytes, nanos);
  }

  /** Bytes a second that it takes. */
  long downRate(long nanos) {
    RateMeter meter = down;
    return meter == null ? 0 : meter.perSecond(nanos);
  }

  /** Bytes a second that it gives. */
  long upRate(long nanos) {
    RateMeter meter = up;
    return meter == null ? 0 : meter.perSecond(nanos);
  }

  Side other() {
    Side it = other;
    if (it == null) {
      throw new IllegalStateException("half a connection");
    }
    return it;
  }
}
