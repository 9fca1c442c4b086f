package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.NetworkSize;
import dev.shoal.kademlia.Relay;
import dev.shoal.kademlia.RoundTrips;
import dev.shoal.kademlia.RoutingTable;
import dev.shoal.mainline.store.ItemStore;
import dev.shoal.mainline.store.PeerStore;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a node of the DHT is and knows: its id, its contacts, what it keeps for others. The parts of
 * a {@link DhtCore} share it.
 */
final class Self {
  final DhtSettings settings;
  final RandomGenerator random;
  final PeerStore peers;
  final ItemStore items;
  final NetworkSize size;
  final RoundTrips trips = new RoundTrips();
  final AddressVote vote = new AddressVote();
  final Permits permits = new Permits();
  private boolean readOnly;
  private RoutingTable table;
  private Relay relay;

  Self(DhtSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.readOnly = settings.readOnly();
    NodeId id = NodeId.of(settings.seed());
    this.peers = new PeerStore(id, random);
    this.items = new ItemStore(id);
    this.size = new NetworkSize(settings.tuning());
    this.table = table(id);
    this.relay = new Relay(id, settings.tuning().metric());
  }

  private RoutingTable table(NodeId id) {
    return new RoutingTable(id, settings.tuning(), this::isCredible);
  }

  /** Whether its id is one that its owner could not choose (BEP 42). */
  boolean isCredible(Contact contact) {
    return !settings.secureIds() || SecureId.isOf(contact.locator().address(), contact.id());
  }

  NodeId id() {
    return table.centre();
  }

  RoutingTable table() {
    return table;
  }

  Relay relay() {
    return relay;
  }

  boolean readOnly() {
    return readOnly;
  }

  /** It has been here for long enough to be of use to others. */
  void answersFromNowOn() {
    readOnly = false;
  }

  /**
   * If others see this node at an address that its id does not follow from, it takes one that does.
   */
  boolean followAddress(long nanos) {
    Optional<InetAddress> address = vote.elected();
    if (address.isEmpty() || SecureId.isOf(address.get(), id())) {
      return false;
    }
    NodeId id = SecureId.of(address.get(), settings.seed());
    List<Contact> known = table.contacts();
    table = table(id);
    known.forEach(contact -> table.answered(contact, nanos));
    relay = new Relay(id, settings.tuning().metric());
    peers.moved(id);
    items.moved(id);
    return true;
  }
}
