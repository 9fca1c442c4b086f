package dev.shoal.mainline.store;

import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Metric;
import dev.shoal.mainline.krpc.Item;
import dev.shoal.mainline.krpc.Krpc.Failure;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The items that were put to this node (BEP 44), each for two hours after it was last put. If it is
 * full, items far from the node's own id make room for closer ones. For one thread.
 */
public final class ItemStore {
  /** Items of at most about 1.3 KB each. */
  public static final int MAX_ITEMS = 2000;

  /** Items of one address. */
  public static final int MAX_OF_AN_ADDRESS = 50;

  /** Items of one subnet. */
  public static final int MAX_OF_A_SUBNET = 200;

  /** BEP 44: two hours; whoever wants it kept puts it again every hour. */
  public static final long LIFE_NANOS = 2L * 60 * 60 * 1_000_000_000;

  private record Kept(Item item, InetAddress from, long until) {}

  private final Quota quota = new Quota(MAX_OF_AN_ADDRESS, MAX_OF_A_SUBNET);
  private TreeMap<NodeId, Kept> items; // the closest to the own id first

  /** An empty one of a node with this id. */
  public ItemStore(NodeId own) {
    this.items = new TreeMap<>((a, b) -> Metric.XOR.compare(own, a, b));
  }

  /** The node has another id. */
  public void moved(NodeId own) {
    TreeMap<NodeId, Kept> sorted = new TreeMap<>((a, b) -> Metric.XOR.compare(own, a, b));
    sorted.putAll(items);
    items = sorted;
  }

  /**
   * Keeps a genuine item.
   *
   * @param cas the sequence number that the one here is to have
   * @return the code of an error (BEP 44) if it is not kept
   */
  public OptionalInt put(Item item, OptionalLong cas, InetAddress from, long nanos) {
    NodeId target = item.target();
    Optional<Kept> old = Optional.ofNullable(items.get(target));
    Optional<Item.Signed> signed = old.flatMap(kept -> kept.item.signed());
    if (signed.isPresent()) {
      long here = signed.get().sequence();
      if (cas.isPresent() && cas.getAsLong() != here) {
        return OptionalInt.of(Failure.CAS_MISMATCH);
      }
      long fresh = item.signed().map(Item.Signed::sequence).orElse(here);
      boolean same = Arrays.equals(item.value(), old.get().item.value());
      if (fresh < here || (fresh == here && !same)) {
        return OptionalInt.of(Failure.OLD_SEQUENCE);
      }
    }
    old.ifPresent(kept -> quota.giveBack(kept.from));
    if (!quota.allows(from) || (old.isEmpty() && !makeRoom(target))) {
      old.ifPresent(kept -> quota.take(kept.from));
      return OptionalInt.of(Failure.SERVER);
    }
    quota.take(from);
    items.put(target, new Kept(item, from, nanos + LIFE_NANOS));
    return OptionalInt.empty();
  }

  private boolean makeRoom(NodeId target) {
    if (items.size() < MAX_ITEMS) {
      return true;
    }
    if (items.comparator().compare(target, items.lastKey()) >= 0) {
      return false;
    }
    quota.giveBack(items.pollLastEntry().getValue().from);
    return true;
  }

  /** What is kept under a target. */
  public Optional<Item> get(NodeId target) {
    return Optional.ofNullable(items.get(target)).map(Kept::item);
  }

  /** Forgets what nobody put again in time. */
  public void expire(long nanos) {
    items
        .values()
        .removeIf(kept -> {
          boolean over = kept.until - nanos <= 0;
          if (over) {
            quota.giveBack(kept.from);
          }
          return over;
        });
  }

  /** How many items it keeps. */
  public int size() {
    return items.size();
  }
}
