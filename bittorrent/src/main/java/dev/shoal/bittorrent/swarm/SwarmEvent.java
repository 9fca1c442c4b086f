package dev.shoal.bittorrent.swarm;

import dev.shoal.base.Hash;
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

  /** A source has lost a piece (BEP 54). */
  record HasNot(int source, int piece) implements SwarmEvent {}

  /** A source answers requests for this piece even while it chokes (BEP 6). */
  record Allowed(int source, int piece) implements SwarmEvent {}

  /** A source wants nothing any more, whatever it has (BEP 21). */
  record UploadOnly(int source) implements SwarmEvent {}

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

  /**
   * A worker digested a whole piece.
   *
   * @param readBack whether some of it was read from the disk, which may be at fault then
   */
  record Hashed(int piece, boolean right, boolean readBack) implements SwarmEvent {}

  /**
   * A worker digested each block of a piece with SHA-256.
   *
   * @param onDisk as the disk gives them back
   * @param received as they came; empty unless it was asked to keep that
   */
  record Fingerprinted(int piece, List<Hash> onDisk, List<Hash> received) implements SwarmEvent {}

  /** What was to be written of this is lost. */
  record DiskFailed(Span span) implements SwarmEvent {}

  /** What is in the content is known, what is there, and what is wished. */
  record Described(Layout layout, BitSet verified, Wish wish) implements SwarmEvent {}

  /**
   * What a person wishes of a content.
   *
   * @param wanted pieces to fetch
   * @param first pieces to fetch before the others
   * @param sequential from the beginning to the end rather than rarest first
   * @param superSeed seed so that each piece is given as few times as possible (BEP 16)
   */
  record Wish(BitSet wanted, BitSet first, boolean sequential, boolean superSeed) {
    /** All these, rarest first. */
    public static Wish of(BitSet wanted) {
      return new Wish(wanted, new BitSet(), false, false);
    }
  }

  /** A source says how long the metadata is (BEP 9). */
  record MetadataOffered(int source, int size) implements SwarmEvent {}

  /** A source gave a block of the metadata. */
  record MetadataBlock(int source, int block, byte[] bytes) implements SwarmEvent {}

  /** A source does not give a block of the metadata. */
  record MetadataRejected(int source, int block) implements SwarmEvent {}

  /** Time has passed. */
  record Tick() implements SwarmEvent {}
}
