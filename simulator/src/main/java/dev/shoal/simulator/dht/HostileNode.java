package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node that takes part in the DHT to harm it; all of them know each other. */
final class HostileNode extends DhtNode {
  private static final int NAMED = 8;

  private final Harm harm;
  private final Census accomplices;
  private final boolean saysTarget;

  /** What it does when it is asked for a target. */
  enum Harm {
    /** Nothing: it does not answer. */
    SILENCE("silent nodes"),
    /** It names those of its own that are closest, and nobody else. */
    LIES("liars"),
    /** Half of them say that they have the very id that is looked for, the others name those. */
    ECHO("echoes"),
    /** As liars, with ids as near to one key as their addresses let them have. */
    SYBILS("Sybils around a key");

    final String title;

    Harm(String title) {
      this.title = title;
    }
  }

  HostileNode(DhtNetwork network, DhtSettings settings, int number, Harm harm, Census accomplices) {
    super(network, settings, number);
    this.harm = harm;
    this.accomplices = accomplices;
    this.saysTarget = harm == Harm.ECHO && number % 2 == 0;
  }

  @Override
  boolean isHonest() {
    return false;
  }

  @Override
  public void received(Krpc message, Locator.Ip from, long nanos) {
    Optional<NodeId> target =
        message instanceof Krpc.Query query ? target(query.question()) : Optional.empty();
    if (target.isEmpty()) {
      super.received(message, from, nanos);
    } else if (harm != Harm.SILENCE) {
      lie((Krpc.Query) message, target.get(), from);
    }
  }

  private static Optional<NodeId> target(Question question) {
    return switch (question) {
      case Question.FindNode it -> Optional.of(it.target());
      case Question.GetPeers it -> Optional.of(it.infoHash());
      default -> Optional.empty();
    };
  }

  private void lie(Krpc.Query query, NodeId target, Locator.Ip from) {
    List<Contact> named = new ArrayList<>();
    for (int other : accomplices.closestNodes(target, NAMED, number)) {
      Contact contact = network.contact(other);
      boolean echoes = harm == Harm.ECHO && other % 2 == 0;
      named.add(echoes ? new Contact(near(target, other), contact.locator()) : contact);
    }
    NodeId id = saysTarget ? near(target, number) : network.contact(number).id();
    Answer answer = Answer.of(id).with(named, new byte[] {1});
    send(new Krpc.Reply(query.transaction(), answer, Optional.of(from)), from);
  }

  /** As good as the target, and another one for each. */
  private static NodeId near(NodeId target, int number) {
    byte[] id = target.bytes();
    id[id.length - 3] ^= (byte) (number >> (2 * Byte.SIZE));
    id[id.length - 2] ^= (byte) (number >> Byte.SIZE);
    id[id.length - 1] ^= (byte) number;
    return NodeId.of(id);
  }
}
