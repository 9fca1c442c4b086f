package dev.shoal.host;

import dev.shoal.base.Contact;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A structured overlay that this node takes part in, such as the DHT. What looks something up waits
 * until that is done, half a minute at most; any thread may call.
 */
public interface Overlay {
  /** The UDP port at which this node answers others of the overlay. */
  int port();

  /** Somebody says that a node of the overlay is there; it is asked, if there is need of it. */
  void named(Locator.Ip node);

  /** How this node stands in the overlay, once for each family of addresses it has. */
  List<Standing> standing();

  /** The nodes whose ids are closest to a target, by asking those on the way. */
  Journey lookup(NodeId target, Consumer<Step> steps);

  /**
   * The same by a question that travels by itself, from node to node; only nodes of Shoal's kind
   * pass it on.
   *
   * @throws dev.shoal.base.Problem of kind NO_PEERS if no answer came back
   */
  Journey lookupRecursively(NodeId target, Consumer<Step> steps);

  /** Who has a content: each step may bring some. */
  Journey peers(Hash content, Consumer<Step> steps);

  /**
   * Tells the nodes responsible for a content that somebody has it at this address.
   *
   * @param port where; 0: where this node listens
   * @return how many took it down
   */
  int announce(Hash content, int port);

  /**
   * What is stored under a target.
   *
   * @param key of who signed it, and the salt that was used: then they make the target, and the one
   *     that is given does not count
   */
  Optional<Stored> get(NodeId target, Optional<Signer> key);

  /** Stores a value under its own hash; what it is stored under, and by how many. */
  Receipt put(byte[] value);

  /**
   * Stores a value that only this node's identity can change, under its key and a salt.
   *
   * @param cas only if the stored one has this sequence number
   */
  Receipt putSigned(byte[] value, byte[] salt, OptionalLong cas);

  /** Some of the contents that nodes near a target know peers of. */
  List<Sample> sample(NodeId target);

  /**
   * How a node stands.
   *
   * @param id its own
   * @param contacts it knows
   * @param joined whether it knows its neighbourhood
   * @param nodes how many there are, as far as it can tell
   * @param seenAs where others see it, if they agree
   * @param kept entries that it keeps for others
   */
  record Standing(
      NodeId id,
      List<Contact> contacts,
      boolean joined,
      OptionalDouble nodes,
      Optional<InetAddress> seenAs,
      int kept) {}

  /**
   * A node that answered on the way.
   *
   * @param namedBy who named it; empty: this node knew it
   * @param atNanos when the answer came, from the beginning of the lookup
   * @param tookNanos how long it took
   * @param peers that it knows of the content that is looked for
   */
  record Step(
      Contact node,
      Optional<Contact> namedBy,
      long atNanos,
      long tookNanos,
      List<Locator.Ip> peers) {}

  /**
   * A lookup that has ended.
   *
   * @param closest to the target, the closest first
   * @param peers of the content, if one was looked for
   * @param silent nodes that were asked and did not answer
   */
  record Journey(List<Contact> closest, List<Locator.Ip> peers, int silent, long nanos) {}

  /**
   * By whom, and under which name, something is stored.
   *
   * @param key 32 bytes of an Ed25519 public key
   * @param salt tells several values of one key apart; empty: none
   */
  record Signer(byte[] key, byte[] salt) {}

  /**
   * What is stored.
   *
   * @param value a value in bencode
   * @param sequence of a signed one
   */
  record Stored(byte[] value, OptionalLong sequence) {}

  /**
   * What became of something to be stored.
   *
   * @param target what it is found under
   * @param copies nodes that store it
   * @param key of who signed it
   * @param sequence of a signed one
   */
  record Receipt(NodeId target, int copies, Optional<byte[]> key, OptionalLong sequence) {}

  /**
   * Contents that one node knows.
   *
   * @param count how many it knows
   */
  record Sample(Contact node, List<Hash> contents, int count) {}
}
