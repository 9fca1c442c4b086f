package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.extension.UtPex;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import java.util.function.IntPredicate;

/** What a swarm decides about one connection. */
public sealed interface LinkCommand {
  /** What concerns the extension protocol alone (BEP 10). */
  sealed interface Extension extends LinkCommand {}

  /** Fetch this. */
  record Grant(Lease lease) implements LinkCommand {}

  /** Do not fetch this part of a lease. */
  record Cancel(Lease part) implements LinkCommand {}

  /** Answer the peer's requests, or do not. */
  record Choke(boolean choked) implements LinkCommand {}

  /** Tell the peer whether we want something. */
  record Interest(boolean interested) implements LinkCommand {}

  /** Tell the peer that we have this piece. */
  record Have(int piece) implements LinkCommand {}

  /** Tell the peer that we have this piece no more (BEP 54). */
  record Lost(int piece) implements LinkCommand {}

  /** Tell the peer that we want nothing any more, though we may not have everything (BEP 21). */
  record WantNothing() implements Extension {}

  /** Ask the peer for a block of metadata. */
  record AskMetadata(int block) implements Extension {}

  /** Tell the peer of peers (BEP 11). */
  record Exchange(UtPex message) implements Extension {}

  /**
   * What is in the torrent is known.
   *
   * @param info the metadata
   * @param have what this side has, now and later; asked by the link's threads
   * @param shown whether the peer is told of it, or of single pieces only (BEP 16)
   */
  record Described(Layout layout, byte[] info, IntPredicate have, boolean shown)
      implements LinkCommand {}
}
