package dev.shoal.tracker.core;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.base.Endpoint;
import java.net.InetAddress;

/**
 * What a core takes of an announce.
 *
 * @param infoHash which torrent
 * @param peer who announces, at the address the tracker saw and the port that it was told; never at
 *     an address that the request itself names, as anybody could have others attacked so
 * @param seed whether nothing is left to it
 * @param event why it announces now
 * @param numWant how many peers it would like to hear of; negative: as many as is usual
 * @param families of which families of addresses the answer may name peers
 */
public record Announce(
    InfoHash infoHash, Endpoint peer, boolean seed, Event event, int numWant, Families families) {

  /** Of which families of addresses an answer may name peers. */
  public enum Families {
    /** That of the asker, as over UDP (BEP 15). */
    OWN,
    /** First that of the asker, then the other, as over HTTP (BEP 7). */
    BOTH
  }

  /** What this request is to a core, from this address. */
  public static Announce of(AnnounceRequest request, InetAddress from, Families families) {
    return new Announce(
        InfoHash.of(request.infoHash()),
        Endpoint.of(from, request.port()),
        request.left() == 0,
        request.event(),
        request.numWant(),
        families);
  }
}
