package dev.shoal.mainline.krpc;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node answers: which parts are there depends on the question.
 *
 * @param id of who answers, as it says
 * @param nodes those closest to what was asked about (BEP 5, 32)
 * @param peers that have the content (BEP 5)
 * @param token that lets who asked announce or put to this node; empty: none
 * @param stored what is stored of an item (BEP 44)
 * @param sample of the contents it knows peers of (BEP 51)
 * @param scrape how many have the content (BEP 33)
 * @param permit that lets who asked give it recursive lookups; empty: it does not know them
 */
public record Answer(
    NodeId id,
    List<Contact> nodes,
    List<Locator.Ip> peers,
    byte[] token,
    Stored stored,
    Optional<Sample> sample,
    Optional<Scrape> scrape,
    byte[] permit) {
  private static final byte[] NONE = {};

  public Answer {
    nodes = List.copyOf(nodes);
    peers = List.copyOf(peers);
  }

  /** The answer that only says who answers. */
  public static Answer of(NodeId id) {
    return new Answer(
        id, List.of(), List.of(), NONE, Stored.NOTHING, Optional.empty(), Optional.empty(), NONE);
  }

  /** The same with nodes and a token. */
  public Answer with(List<Contact> closest, byte[] write) {
    return new Answer(id, closest, peers, write, stored, sample, scrape, permit);
  }

  /** The same with peers. */
  public Answer withPeers(List<Locator.Ip> some, Optional<Scrape> counted) {
    return new Answer(id, nodes, some, token, stored, sample, counted, permit);
  }

  /** The same with an item. */
  public Answer with(Stored item) {
    return new Answer(id, nodes, peers, token, item, sample, scrape, permit);
  }

  /** The same with a sample. */
  public Answer with(Sample some) {
    return new Answer(id, nodes, peers, token, stored, Optional.of(some), scrape, permit);
  }

  /** The same with a permit. */
  public Answer permitting(byte[] recurse) {
    return new Answer(id, nodes, peers, token, stored, sample, scrape, recurse);
  }

  /**
   * What a node has of an item (BEP 44).
   *
   * @param item empty: it has none, or none that is newer than what who asks has
   * @param sequence of the item that it has, if it is a signed one
   */
  public record Stored(Optional<Item> item, OptionalLong sequence) {
    /** It has no such item. */
    public static final Stored NOTHING = new Stored(Optional.empty(), OptionalLong.empty());
  }

  /**
   * Some of the info-hashes that a node knows peers of (BEP 51).
   *
   * @param infoHashes some of them
   * @param count how many it knows
   * @param intervalSeconds until others are given, 0 to 21,600
   */
  public record Sample(List<NodeId> infoHashes, int count, int intervalSeconds) {
    /** The longest interval (BEP 51). */
    public static final int MAX_INTERVAL_SECONDS = 21_600;

    public Sample {
      infoHashes = List.copyOf(infoHashes);
    }
  }

  /** Who has a content, as filters of addresses (BEP 33). */
  public record Scrape(AddressFilter seeds, AddressFilter peers) {}
}
