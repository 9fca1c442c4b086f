package dev.shoal.announce;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.testkit.Draw;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Values for the tests of the codecs. */
final class Samples {
  static final Hash INFO_HASH = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");
  static final PeerId PEER_ID =
      PeerId.of("-SH0100-abcdefghijkl".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  static final AnnounceRequest REQUEST =
      new AnnounceRequest(INFO_HASH, PEER_ID, 7462, 1, 2, 3, Event.STARTED, 50, 0xCAFE);

  private Samples() {}

  static Locator.Ip ip(String address, int port) {
    return new Locator.Ip(InetAddress.ofLiteral(address), port);
  }

  static AnnounceRequest request(Draw draw) {
    return request(draw, List.of(Event.values()));
  }

  /** The same with one of these events. */
  static AnnounceRequest request(Draw draw, List<Event> events) {
    return new AnnounceRequest(
        Hash.of(draw.bytes(Hash.SHA1_LENGTH)),
        PeerId.of(draw.bytes(PeerId.LENGTH)),
        draw.between(0, 0xFFFF),
        draw.number(),
        draw.number(),
        draw.number(),
        draw.one(events),
        draw.between(-1, 200),
        (int) draw.number());
  }

  static Locator.Ip locator(Draw draw, boolean v6) {
    byte[] address = draw.bytes(v6 ? 16 : 4);
    if (v6) {
      address[0] = 0x20; // not a wrapped IPv4 address, which would be unwrapped
    }
    return new Locator.Ip(CompactPeers.address(address), draw.between(1, 0xFFFF));
  }

  static List<TrackerReply.Peer> peers(Draw draw, boolean v6) {
    return draw.list(() -> TrackerReply.Peer.at(locator(draw, v6)));
  }

  static TrackerReply.Answer answer(Draw draw, List<TrackerReply.Peer> peers) {
    return new TrackerReply.Answer(
        draw.between(0, Integer.MAX_VALUE),
        draw.between(0, Integer.MAX_VALUE),
        draw.between(-1, 1000),
        draw.between(-1, 1000),
        peers,
        draw.oneIn(2) ? Optional.of("words") : Optional.empty(),
        draw.oneIn(2) ? Optional.of(locator(draw, draw.oneIn(2)).address()) : Optional.empty(),
        draw.oneIn(2) ? "\u00ff id" : "");
  }
}
