package dev.shoal.mainline.store;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Metric;
import dev.shoal.mainline.krpc.AddressFilter;
import dev.shoal.mainline.krpc.Answer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The peers that were announced to this node, by info-hash (BEP 5, 33): each address once a hash,
 * for half an hour. If it is full, hashes far from the node's own id make room for closer ones, as
 * others are responsible for them. For one thread.
 */
public final class PeerStore {
  /** Hashes: a node of a network of ten million is among the closest to some hundreds. */
  public static final int MAX_HASHES = 4000;

  /** Peers of one hash: more than any answer gives, enough for an estimate of swarms. */
  public static final int MAX_PEERS_A_HASH = 500;

  /** Peers in all, of about 200 bytes each. */
  public static final int MAX_PEERS = 50_000;

  /** Entries of one address: more torrents than a person shares near one id by chance. */
  public static final int MAX_OF_AN_ADDRESS = 200;

  /** Entries of one subnet: a large house behind several addresses. */
  public static final int MAX_OF_A_SUBNET = 1000;

  /** Peers in one answer: with eight nodes they fill the 1024 bytes of BEP 32. */
  public static final int MAX_GIVEN = 50;

  /** Peers with addresses of 16 bytes, three times as long. */
  private static final int MAX_GIVEN_V6 = 20;

  /** How long a peer is remembered; those in use announce every 5 to 30 minutes. */
  public static final long LIFE_NANOS = 30L * 60 * 1_000_000_000;

  private record Announced(int port, boolean seed, long until) {}

  private static final class Swarm {
    final Map<InetAddress, Announced> peers = new LinkedHashMap<>(); // the oldest first
  }

  private final RandomGenerator random;
  private final Quota quota = new Quota(MAX_OF_AN_ADDRESS, MAX_OF_A_SUBNET);
  private TreeMap<NodeId, Swarm> swarms; // the closest to the own id first
  private int size;

  /** An empty one of a node with this id. */
  public PeerStore(NodeId own, RandomGenerator random) {
    this.random = random;
    this.swarms = new TreeMap<>((a, b) -> Metric.XOR.compare(own, a, b));
  }

  /** The node has another id. */
  public void moved(NodeId own) {
    TreeMap<NodeId, Swarm> sorted = new TreeMap<>((a, b) -> Metric.XOR.compare(own, a, b));
    sorted.putAll(swarms);
    swarms = sorted;
  }

  /** Remembers a peer, if there is room for it. */
  public boolean add(NodeId infoHash, Locator.Ip peer, boolean seed, long nanos) {
    Swarm swarm = swarms.get(infoHash);
    Announced fresh = new Announced(peer.port(), seed, nanos + LIFE_NANOS);
    if (swarm != null && swarm.peers.remove(peer.address()) != null) {
      swarm.peers.put(peer.address(), fresh);
      return true;
    }
    if (!quota.allows(peer.address())) {
      return false;
    }
    if (swarm != null && swarm.peers.size() >= MAX_PEERS_A_HASH) {
      remove(swarm, swarm.peers.keySet().iterator().next());
    } else if (!makeRoom(infoHash, swarm == null)) {
      return false;
    }
    Swarm its = swarms.computeIfAbsent(infoHash, hash -> new Swarm());
    its.peers.put(peer.address(), fresh);
    quota.take(peer.address());
    size++;
    return true;
  }

  /** False if all that is here is closer to the own id than the newcomer. */
  private boolean makeRoom(NodeId infoHash, boolean another) {
    if (size < MAX_PEERS && (!another || swarms.size() < MAX_HASHES)) {
      return true;
    }
    if (swarms.comparator().compare(infoHash, swarms.lastKey()) >= 0) {
      return false;
    }
    Swarm farthest = swarms.pollLastEntry().getValue();
    farthest.peers.keySet().forEach(quota::giveBack);
    size -= farthest.peers.size();
    return true;
  }

  private void remove(Swarm swarm, InetAddress address) {
    swarm.peers.remove(address);
    quota.giveBack(address);
    size--;
  }

  /**
   * Some peers of a content, by chance.
   *
   * @param v6 of which family of addresses
   * @param noSeed rather those that have not all of it
   */
  public List<Locator.Ip> some(NodeId infoHash, boolean v6, boolean noSeed) {
    Swarm swarm = swarms.get(infoHash);
    if (swarm == null) {
      return List.of();
    }
    List<Locator.Ip> all = new ArrayList<>();
    swarm.peers.forEach((address, peer) -> {
      if (address instanceof Inet4Address != v6 && !(noSeed && peer.seed)) {
        all.add(new Locator.Ip(address, peer.port));
      }
    });
    int count = Math.min(all.size(), v6 ? MAX_GIVEN_V6 : MAX_GIVEN);
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(all.size() - i);
      Locator.Ip taken = all.get(other);
      all.set(other, all.get(i));
      all.set(i, taken);
    }
    return List.copyOf(all.subList(0, count));
  }

  /** How many have a content, if anybody has (BEP 33). */
  public Optional<Answer.Scrape> scrape(NodeId infoHash) {
    return Optional.ofNullable(swarms.get(infoHash))
        .map(swarm -> {
          AddressFilter seeds = new AddressFilter();
          AddressFilter peers = new AddressFilter();
          swarm.peers.forEach((address, peer) -> (peer.seed ? seeds : peers).add(address));
          return new Answer.Scrape(seeds, peers);
        });
  }

  /** Forgets whose time is over. */
  public void expire(long nanos) {
    Iterator<Swarm> each = swarms.values().iterator();
    while (each.hasNext()) {
      Swarm swarm = each.next();
      List<InetAddress> over = new ArrayList<>();
      for (Map.Entry<InetAddress, Announced> peer : swarm.peers.entrySet()) {
        if (peer.getValue().until - nanos > 0) {
          break;
        }
        over.add(peer.getKey());
      }
      over.forEach(address -> remove(swarm, address));
      if (swarm.peers.isEmpty()) {
        each.remove();
      }
    }
  }

  /** The hashes it knows peers of. */
  public List<NodeId> hashes() {
    return List.copyOf(swarms.keySet());
  }

  /** How many peers it remembers. */
  public int size() {
    return size;
  }
}
