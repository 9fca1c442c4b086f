package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.store.Tokens;
import java.util.List;
import javax.crypto.Mac;

/** What a node of the DHT has around it. All is called within its methods, and may not wait. */
public interface Surroundings {
  /** Sends a message, or loses it. */
  void send(Krpc message, Locator.Ip to);

  /** The contact of this id and place: where many nodes share a memory, one object for all. */
  default Contact contact(NodeId id, Locator.Ip at) {
    return new Contact(id, at);
  }

  /** A keyed hash for tokens, which all nodes of one thread may share. */
  default Mac mac() {
    return Tokens.mac();
  }

  /** The contacts closest to a target that this node knows in the other family (BEP 32). */
  default List<Contact> otherFamily(NodeId target, int count) {
    return List.of();
  }

  /** A node is asked something now. */
  default void asked(Locator.Ip node) {}

  /** A node answered what it was asked. */
  default void answered(Locator.Ip node) {}

  /** A node was named by another. */
  default void named(Locator.Ip node, Locator.Ip by) {}
}
