package dev.shoal.announce;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What a tracker replies to an announce. */
public sealed interface TrackerReply {

  /**
   * An answer.
   *
   * @param interval seconds until the next announce that nothing else calls for
   * @param minInterval seconds until the next announce for want of peers; 0: not said
   * @param seeds peers that have all; -1: not said
   * @param leechers the other peers; -1: not said
   * @param peers some of them
   * @param warning what the tracker wants a person to know
   * @param externalIp where it saw the announce come from (BEP 24)
   * @param trackerId what it wants to be told again (BEP 3), as Latin-1; empty: nothing
   */
  record Answer(
      int interval,
      int minInterval,
      int seeds,
      int leechers,
      List<Peer> peers,
      Optional<String> warning,
      Optional<InetAddress> externalIp,
      String trackerId)
      implements TrackerReply {
    public Answer {
      peers = List.copyOf(peers);
    }

    /** An answer that says no more than UDP can (BEP 15). */
    public static Answer of(int interval, int seeds, int leechers, List<Peer> peers) {
      return new Answer(
          interval, 0, seeds, leechers, peers, Optional.empty(), Optional.empty(), "");
    }

    /** The same, saying where the announce came from. */
    public Answer seenFrom(InetAddress address) {
      return new Answer(
          interval, minInterval, seeds, leechers, peers, warning, Optional.of(address), trackerId);
    }

    /** Where the peers are. */
    public List<Locator.Ip> locators() {
      return peers.stream().map(Peer::locator).toList();
    }
  }

  /**
   * A peer, as a tracker names it.
   *
   * @param locator where it is
   * @param id how it calls itself; most answers leave that out
   */
  record Peer(Locator.Ip locator, Optional<PeerId> id) {
    /** A peer of unknown id. */
    public static Peer at(Locator.Ip locator) {
      return new Peer(locator, Optional.empty());
    }
  }

  /**
   * No answer, and why.
   *
   * @param reason words for a person, made safe for a terminal
   * @param retry what the tracker says about asking again
   */
  record Failure(String reason, Retry retry) implements TrackerReply {
    /** A failure that says nothing about asking again. */
    public static Failure because(String reason) {
      return new Failure(reason, new Retry.Unsaid());
    }
  }

  /** When a tracker that failed may be asked again (BEP 31). */
  sealed interface Retry {
    /** It does not say. */
    record Unsaid() implements Retry {}

    /**
     * Not before some time has passed.
     *
     * @param minutes 1 or more
     */
    record After(int minutes) implements Retry {}

    /** Never: it is no tracker. */
    record Never() implements Retry {}
  }
}
