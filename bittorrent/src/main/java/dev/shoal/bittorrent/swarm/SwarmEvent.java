package dev.shoal.bittorrent.swarm;

import dev.shoal.bittorrent.piece.Span;
import dev.shoal.content.Layout;
import dev.shoal.host.Runs.Run;
import java.util.BitSet;
import java.util.List;

/** What a swarm is told: by its sources, by the workers, by the person. */
public sealed interface SwarmEvent {
  /** A source came; it has nothing yet, chokes and is choked. */
  record Joined(int source) implements SwarmEvent {}

  /** A source is gone, with all it was to give. */
  record Left(int source) implements SwarmEvent {}

  /** A source has these pieces as well. */
  record Has(int source, BitSet pieces) implements SwarmEvent {}

  /** A source has everything. */
  record HasAll(int source) implements SwarmEvent {}

  /** Whether a peer wants something of us. */
  record Interest(int source, boolean interested) implements SwarmEvent {}

  /** Whether a peer answers our requests; on a choke it has returned its leases. */
  record Choked(int source, boolean choked) implements SwarmEvent {}

  /** Bytes of payload a second, from it and to it. */
  record Rates(int source, long down, long up) implements SwarmEvent {}

  /** A source could be given this many bytes more. */
  record Idle(int source, int bytes) implements SwarmEvent {}

  /**
   * A source filled these parts of a lease.
   *
   * @param base the byte of the content that is the run's first
   * @param run now belongs to the swarm
   */
  record Filled(int source, long lease, long base, List<Span> spans, Run run)
      implements SwarmEvent {}

  /** A source will not give this part of a lease. */
  record Returned(int source, long lease, Span span) implements SwarmEvent {}

  /** A worker wrote this. */
  record Stored(Span span) implements SwarmEvent {}

  /** A worker digested a whole piece. */
  record Hashed(int piece, boolean right) implements SwarmEvent {}

  /** What was to be written of this is lost. */
  record DiskFailed(Span span) implements SwarmEvent {}

  /** What is in the content is known, what of it is wanted, and what is there. */
  record Described(Layout layout, BitSet wanted, BitSet verified, boolean sequential)
      implements SwarmEvent {}

  /** A source says how long the metadata is (BEP 9). */
  record MetadataOffered(int source, int size) implements SwarmEvent {}

  /** A source gave a block of the metadata. */
  record MetadataBlock(int source, int block, byte[] bytes) implements SwarmEvent {}

  /** A source does not give a block of the metadata. */
  record MetadataRejected(int source, int block) implements SwarmEvent {}

  /** Time has passed. */
  record Tick() implements SwarmEvent {}
}
