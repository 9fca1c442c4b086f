package dev.shoal.bittorrent.session;

import dev.shoal.base.Problem;
import dev.shoal.host.TransferEvent;

/** What a transfer learns from its swarm; calls come from the swarm's turn and must not wait. */
interface SwarmListener {
  /** The metadata of a magnet link arrived. */
  void metadata(byte[] info);

  /** This piece is verified. */
  void verified(int piece, int have);

  /** All that is wanted is verified. */
  void completed();

  /** Something for the person to see. */
  void event(TransferEvent event);

  /** The transfer cannot go on. */
  void failed(Problem problem);
}
