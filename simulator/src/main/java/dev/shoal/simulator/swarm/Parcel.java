package dev.shoal.simulator.swarm;

import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.host.Lease;
import java.util.function.Consumer;

/**
 * A lease on its way: which of its blocks, of which there are at most 64, the taker still waits
 * for, and which the giver has not sent.
 */
final class Parcel {
  final long id;
  final long offset;
  final long askedAt;
  long wanted;
  long unsent;
  private final int blocks;
  private final int lastBlock; // bytes

  Parcel(Lease lease, long nanos) {
    id = lease.id();
    offset = lease.offset();
    askedAt = nanos;
    blocks = (lease.length() + Blocks.SIZE - 1) / Blocks.SIZE;
    lastBlock = lease.length() - (blocks - 1) * Blocks.SIZE;
    wanted = first(blocks);
    unsent = wanted;
  }

  private static long first(int bits) {
    return bits == 64 ? -1L : (1L << bits) - 1;
  }

  /** The blocks of it that lie in this part. */
  long within(Lease part) {
    int from = (int) ((part.offset() - offset) / Blocks.SIZE);
    int to = (int) ((part.end() - offset + Blocks.SIZE - 1) / Blocks.SIZE);
    return first(Math.min(to, blocks)) & ~first(from);
  }

  /** How many bytes these blocks are. */
  int bytes(long which) {
    int all = Long.bitCount(which) * Blocks.SIZE;
    return (which & (1L << (blocks - 1))) == 0 ? all : all - Blocks.SIZE + lastBlock;
  }

  /** The first so many of these blocks. */
  static long firstOf(long which, int count) {
    long rest = which;
    for (int n = 0; n < count && rest != 0; n++) {
      rest &= rest - 1;
    }
    return which & ~rest;
  }

  /** These blocks as stretches of the content. */
  void spans(long which, Consumer<Span> each) {
    long rest = which;
    while (rest != 0) {
      int from = Long.numberOfTrailingZeros(rest);
      int length = Long.numberOfTrailingZeros(~(rest >>> from));
      long run = first(Math.min(length, 64)) << from;
      each.accept(new Span(offset + (long) from * Blocks.SIZE, bytes(run)));
      rest &= ~run;
    }
  }
}
