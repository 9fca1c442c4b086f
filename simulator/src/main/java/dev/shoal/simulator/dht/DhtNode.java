package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.dht.DhtCore;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.dht.Surroundings;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.simulator.Core;
import javax.crypto.Mac;

/**
 * A node of the mainline DHT in the simulated world: the product's core, and who carries for it.
 */
class DhtNode implements Core<Krpc>, Surroundings {
  final DhtNetwork network;
  final int number;
  final DhtCore core;

  DhtNode(DhtNetwork network, DhtSettings settings, int number) {
    this.network = network;
    this.number = number;
    long clock = network.simulation.clock(number);
    this.core = new DhtCore(settings, network.simulation.random(), this, clock);
  }

  /** Whether it keeps to the rules; of the others the oracle says nothing. */
  boolean isHonest() {
    return true;
  }

  @Override
  public void received(Krpc message, Locator.Ip from, long nanos) {
    core.received(message, from, nanos);
  }

  @Override
  public long tick(long nanos) {
    return core.tick(nanos);
  }

  @Override
  public void send(Krpc message, Locator.Ip to) {
    network.simulation.send(number, message, to);
  }

  /** All nodes know each other by the same objects. */
  @Override
  public Contact contact(NodeId id, Locator.Ip at) {
    return network.contact(id, at);
  }

  @Override
  public Mac mac() {
    return network.mac;
  }
}
