package dev.shoal.tracker.core;

import dev.shoal.announce.CompactPeers;
import dev.shoal.announce.TrackerReply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What comes of an announce. */
public sealed interface Outcome {
  /** The same for whoever reads objects rather than rows of bytes. */
  TrackerReply reply();

  /**
   * It is answered.
   *
   * @param interval seconds until the next announce that nothing else calls for
   * @param minInterval seconds until the next announce for want of peers
   * @param seeds peers that have all
   * @param leechers the other peers
   * @param v4 some of them in a row, 6 bytes each (BEP 23)
   * @param v6 some of them in a row, 18 bytes each (BEP 7)
   */
  record Answered(int interval, int minInterval, int seeds, int leechers, byte[] v4, byte[] v6)
      implements Outcome {
    @Override
    public TrackerReply reply() {
      List<TrackerReply.Peer> peers = new ArrayList<>();
      peers.addAll(CompactPeers.decode(ByteBuffer.wrap(v4), false));
      peers.addAll(CompactPeers.decode(ByteBuffer.wrap(v6), true));
      return new TrackerReply.Answer(
          interval, minInterval, seeds, leechers, peers, Optional.empty(), Optional.empty(), "");
    }
  }

  /**
   * It is refused.
   *
   * @param reason words for the person behind the peer
   */
  record Refused(String reason) implements Outcome {
    @Override
    public TrackerReply reply() {
      return TrackerReply.Failure.because(reason);
    }
  }
}
