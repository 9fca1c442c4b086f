package dev.shoal.bittorrent.swarm;

import dev.shoal.bittorrent.piece.Span;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.util.List;

/** What a swarm decides. */
public sealed interface SwarmAction {
  /** This source is to give this. */
  record Grant(int source, Lease lease) implements SwarmAction {}

  /** This source need not give this part of its lease. */
  record Cancel(int source, Lease part) implements SwarmAction {}

  /** Tell a peer that we answer its requests, or no longer. */
  record Choke(int source, boolean choked) implements SwarmAction {}

  /** Tell a peer whether we want something of it. */
  record Interest(int source, boolean interested) implements SwarmAction {}

  /**
   * Write these parts of a run, whose first byte is {@code base}; it belongs to the workers now.
   *
   * @param print keep the SHA-256 of each block, for {@link Fingerprint}
   */
  record Store(Run run, long base, List<Span> spans, boolean print) implements SwarmAction {}

  /** Nothing of this run is needed. */
  record Drop(Run run) implements SwarmAction {}

  /** Digest this piece, which is whole on the disk. */
  record Hash(int piece) implements SwarmAction {}

  /** Digest each block of this piece with SHA-256. */
  record Fingerprint(int piece) implements SwarmAction {}

  /** The disk does not give back what was written of this piece. */
  record DiskAtFault(int piece) implements SwarmAction {}

  /** Tell this peer, and no other, that we have this piece (BEP 16). */
  record Reveal(int source, int piece) implements SwarmAction {}

  /** A piece is verified: tell all peers and the person. */
  record Verified(int piece, int have) implements SwarmAction {}

  /** All that is wanted is verified. */
  record Completed() implements SwarmAction {}

  /** A peer that came without everything has everything now. */
  record Copied(int source) implements SwarmAction {}

  /** End a connection; if {@code banned}, for good. */
  record End(int source, String why, boolean banned) implements SwarmAction {}

  /** Ask this source for a block of the metadata (BEP 9). */
  record AskMetadata(int source, int block) implements SwarmAction {}

  /** The metadata is there and its hash is right. */
  record Metadata(byte[] info) implements SwarmAction {}
}
