/**
 * A small tracker, all in memory: it tells peers of a torrent about each other, over UDP (BEP 15)
 * and HTTP (BEP 3, 7, 23, 24, 48).
 *
 * <p>Read {@link dev.shoal.tracker.TrackerCore} first: the pure state and the rules. Then the two
 * sides that carry it, {@code UdpTracker} and {@code HttpTracker}; the bytes they speak are those
 * of {@link dev.shoal.announce}. {@link dev.shoal.tracker.Tracker} is the whole with sockets of its
 * own; {@link dev.shoal.tracker.TrackerProtocol} is its HTTP side at the port of a node, started
 * only for whoever asks for it.
 *
 * <p>It is not a web server: it answers two paths with short pages and has no files, no sessions
 * and no TLS. It has no users and no statistics about them; private trackers are another trade.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.tracker {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires transitive dev.shoal.bencode;
  requires transitive dev.shoal.net;
  requires transitive dev.shoal.host;
  requires transitive dev.shoal.announce;

  exports dev.shoal.tracker;
  exports dev.shoal.tracker.core;
  exports dev.shoal.tracker.event;
  exports dev.shoal.tracker.gate;
  exports dev.shoal.tracker.shared;
  exports dev.shoal.tracker.users;

  uses dev.shoal.tracker.shared.SwarmStoreProvider;
  uses dev.shoal.tracker.users.UsersProvider;

  provides dev.shoal.host.Protocol with
      dev.shoal.tracker.TrackerProtocol;
}
