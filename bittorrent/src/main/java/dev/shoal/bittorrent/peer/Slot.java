package dev.shoal.bittorrent.peer;

import dev.shoal.host.Runs.Run;
import java.nio.ByteBuffer;

/**
 * The place of one block in a run. While it is open nobody passes the run on. Its methods are
 * called in the same turn of the link's owner as {@link LinkCore}'s.
 */
public final class Slot {
  final Incoming lease;
  final int block;
  final long delayNanos;

  Slot(Incoming lease, int block, long delayNanos) {
    this.lease = lease;
    this.block = block;
    this.delayNanos = delayNanos;
  }

  /** The bytes of the block. */
  public int length() {
    return lease.length(block);
  }

  /** The size of the run that is to be attached first; 0: there is one. */
  public int runNeeded() {
    return lease.hasRun() ? 0 : lease.runLength();
  }

  /** Gives it a run of at least the size needed. */
  public void attach(Run run, long nanos) {
    lease.attach(run, nanos);
  }

  /** Where the payload goes: a view of the run. */
  public ByteBuffer target() {
    return lease.run().buffer().slice(lease.positionInRun(block), length());
  }
}
