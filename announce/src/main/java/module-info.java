/**
 * The tracker protocols, HTTP (BEP 3, 7, 23, 24, 31, 48) and UDP (BEP 15), and a client that keeps
 * the trackers of a torrent informed.
 *
 * <p>Read {@link dev.shoal.announce.AnnounceRequest} and {@link dev.shoal.announce.TrackerReply},
 * the two sides of every exchange. Then the codecs, which both sides use: {@link
 * dev.shoal.announce.UdpAnnounce} for datagrams, {@link dev.shoal.announce.HttpAnnounce} for
 * queries and {@link dev.shoal.announce.HttpAnswer} for bodies. Then the two pure cores: {@link
 * dev.shoal.announce.UdpExchange}, one question with its retransmissions, and {@link
 * dev.shoal.announce.AnnounceSchedule}, who is told what and when (BEP 12). {@link
 * dev.shoal.announce.TrackerClient} puts them on threads, sockets and a clock; {@link
 * dev.shoal.announce.Scraper} asks how a swarm stands and tells nothing.
 *
 * <p>It knows no swarm: it is told how much has moved and hands over addresses. It is no tracker
 * either; that room uses the codecs from the other side. Addresses that strangers named are checked
 * against {@link dev.shoal.net.Nearness} before anything is sent.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.announce {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires transitive dev.shoal.bencode;
  requires transitive dev.shoal.discovery;
  requires transitive dev.shoal.net;
  requires transitive dev.shoal.host;

  exports dev.shoal.announce;
}
