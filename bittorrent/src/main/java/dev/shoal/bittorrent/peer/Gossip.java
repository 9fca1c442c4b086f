package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.extension.UtPex;
import java.util.OptionalInt;

/** What a connection brings beside the content: where other peers are, and nodes of the DHT. */
public interface Gossip {
  /** Nothing is told, and nothing heard: the torrent is private, or the person wants it so. */
  Gossip NONE =
      new Gossip() {
        @Override
        public boolean exchangesPeers() {
          return false;
        }

        @Override
        public OptionalInt dhtPort() {
          return OptionalInt.empty();
        }

        @Override
        public void named(UtPex message) {}

        @Override
        public void dhtNode(int port) {}
      };

  /** Whether peers are told of (BEP 11); that may end. */
  boolean exchangesPeers();

  /** The port of this node in the DHT, if the peer is to be told of it (BEP 5). */
  OptionalInt dhtPort();

  /** The peer names others (BEP 11). */
  void named(UtPex message);

  /** The peer has a node of the DHT at this port (BEP 5). */
  void dhtNode(int port);
}
