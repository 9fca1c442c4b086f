package dev.shoal.tracker.core;

import dev.shoal.announce.CompactPeers;
import dev.shoal.announce.TrackerReply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
   * @param why for those who count
   * @param reason words for the person behind the peer
   */
  record Refused(Why why, String reason) implements Outcome {
    /** With the usual words. */
    public Refused(Why why) {
      this(why, why.words);
    }

    @Override
    public TrackerReply reply() {
      TrackerReply.Retry retry =
          why == Why.TORRENT ? new TrackerReply.Retry.Never() : new TrackerReply.Retry.Unsaid();
      return new TrackerReply.Failure(reason, retry);
    }
  }

  /** Why something is refused. */
  enum Why {
    /** The peer says that nobody can reach it. */
    PORT("no port to reach you at"),
    /** There is no room for another peer, or for another one at that address. */
    FULL("this tracker is full"),
    /** The torrent is not on the list of those served, or on that of those not served. */
    TORRENT("this tracker does not serve that torrent"),
    /** The address is not on the list of those served, or on that of those not served. */
    ADDRESS("this tracker does not serve your address"),
    /** More announces come from the address than it may make. */
    RATE("too many announces from your address"),
    /** The program is none of those that are served. */
    CLIENT("this tracker does not serve your client"),
    /** Nobody has that passkey, or there is none. */
    PASSKEY("this tracker is private: use the announce address that you were given");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** A short word for metrics and logs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
