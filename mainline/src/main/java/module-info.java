/**
 * The mainline DHT of BitTorrent: KRPC over the engine of {@code kademlia}, at the node's shared
 * UDP port. It finds peers for whoever asks ({@link dev.shoal.host.Running#source}), and is itself
 * a structured overlay ({@link dev.shoal.host.Overlay}) in which nodes, items and samples are
 * found.
 *
 * <p>{@code krpc} is the codec; {@code store} what a node keeps for others, all of it bounded;
 * {@code dht} the node: {@link dev.shoal.mainline.dht.DhtCore} is pure, for one family of addresses
 * (BEP 32: there are two DHTs). {@link dev.shoal.mainline.Mainline} is the edge: it gives datagrams
 * and the time to the cores and carries out what they say.
 *
 * <p>It knows nothing of torrents, swarms or files. Recursive lookups are an addition of this house
 * ({@code recurse}, {@code recursed}): they are sent to nodes that announced them in an answer, and
 * to nobody else.
 *
 * <p>Read {@code Krpc}, {@code Question}, {@code Answer}; then {@code DhtCore} with {@code Calls},
 * {@code Responder}, {@code Search}, {@code Upkeep}; then {@code Mainline}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.mainline {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires dev.shoal.bencode;
  requires dev.shoal.content;
  requires dev.shoal.discovery;
  requires transitive dev.shoal.host;
  requires transitive dev.shoal.kademlia;
  requires dev.shoal.net;

  exports dev.shoal.mainline;
  exports dev.shoal.mainline.dht;
  exports dev.shoal.mainline.krpc;
  exports dev.shoal.mainline.store to
      dev.shoal.simulator;

  provides dev.shoal.host.Protocol with
      dev.shoal.mainline.Mainline;
}
