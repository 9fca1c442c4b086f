/**
 * A tracker: it tells peers of a torrent about each other, over UDP (BEP 15) and HTTP (BEP 3, 7,
 * 23, 24, 48), to a few friends or to ten million.
 *
 * <p>Read {@link dev.shoal.tracker.core.TrackerCore} first: the pure state and the rules, eight
 * bytes a peer. Then {@code desk}, where sixteen of them stand behind locks and a shared store
 * beside them, and {@link dev.shoal.tracker.gate}, which says whom they serve. {@code udp} and
 * {@code http} carry what is asked; {@link dev.shoal.tracker.Tracker} is the whole with sockets of
 * its own, {@link dev.shoal.tracker.TrackerProtocol} its HTTP side at the port of a node.
 *
 * <p>It is not a web server: its figures are values, which another room draws. It keeps no register
 * of users and speaks to no store itself: {@code users} and {@code shared} say what such must do,
 * and other rooms do it.
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
