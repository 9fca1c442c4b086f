/**
 * One Kademlia engine for all dialects: how far ids are from each other ({@link
 * dev.shoal.kademlia.Metric}), whom a node knows ({@link dev.shoal.kademlia.RoutingTable}), and how
 * those closest to a target are found ({@link dev.shoal.kademlia.Lookup}).
 *
 * <p>All of it is pure: time comes in as nanoseconds, chance from a generator, answers of other
 * nodes as calls; whom to ask comes out as values. It knows no packet, socket or clock, so the same
 * code runs a node, and a hundred thousand of them in a simulation. Ids have any length; tests use
 * one byte, where every case can be tried.
 *
 * <p>Read {@code Metric} first, then {@code RoutingTable}, {@code Lookup}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.kademlia {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;

  exports dev.shoal.kademlia;
}
