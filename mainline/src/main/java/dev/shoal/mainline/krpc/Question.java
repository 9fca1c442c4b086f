package dev.shoal.mainline.krpc;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one node asks another; named as the methods of KRPC are. */
public sealed interface Question {
  /** Are you there? (BEP 5) */
  record Ping() implements Question {}

  /** Who is closest to this? (BEP 5) */
  record FindNode(NodeId target, Want want) implements Question {}

  /**
   * Who has this content, and who is closest to it? (BEP 5)
   *
   * @param noSeed peers that have all of it are of no use (BEP 33)
   * @param scrape how many have it? (BEP 33)
   */
  record GetPeers(NodeId infoHash, Want want, boolean noSeed, boolean scrape) implements Question {}

  /**
   * I have this content, or some of it (BEP 5).
   *
   * @param port where I listen
   * @param impliedPort the port that this came from counts instead
   * @param token of an earlier answer
   * @param seed I have all of it (BEP 33)
   */
  record AnnouncePeer(NodeId infoHash, int port, boolean impliedPort, byte[] token, boolean seed)
      implements Question {}

  /**
   * What is stored under this, and who is closest to it? (BEP 44)
   *
   * @param newerThan only an item with a greater sequence number is wanted
   */
  record Get(NodeId target, Want want, OptionalLong newerThan) implements Question {}

  /**
   * Store this (BEP 44).
   *
   * @param token of an earlier answer
   * @param cas only if the stored one has this sequence number
   */
  record Put(Item item, byte[] token, OptionalLong cas) implements Question {}

  /** Which contents do you know peers of, and who is closest to this? (BEP 51) */
  record SampleInfohashes(NodeId target, Want want) implements Question {}

  /**
   * Pass this on to whoever is closest, and the answer back to me: a recursive lookup. Only nodes
   * of this kind know it, so that it is sent only to those that gave a {@code permit}.
   *
   * @param number by which the answer is known, chosen by chance by who asked first
   * @param hops the steps that it may still make
   * @param peers whether peers of a content are wanted, or nodes alone
   * @param permit of an earlier answer, which shows that who asks is where it seems to be
   */
  record Recurse(long number, NodeId target, int hops, boolean peers, byte[] permit)
      implements Question {}

  /** The answer to a recursive lookup, on its way back. */
  record Recursed(long number, List<Contact> nodes, List<Locator.Ip> peers, List<Hop> path)
      implements Question {
    public Recursed {
      nodes = List.copyOf(nodes);
      peers = List.copyOf(peers);
      path = List.copyOf(path);
    }
  }

  /**
   * A node on the path of a recursive lookup.
   *
   * @param millis from when it was given the question until its answer came, 0 to 65535
   */
  record Hop(Contact node, int millis) {}

  /**
   * A method that is not known here.
   *
   * @param target what it names as {@code target} or {@code info_hash}: then it is answered like
   *     {@link FindNode}, which most methods begin with
   */
  record Unknown(String method, Optional<NodeId> target, Want want) implements Question {}
}
