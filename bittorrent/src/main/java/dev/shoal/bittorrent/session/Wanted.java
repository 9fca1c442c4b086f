package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.metainfo.Metainfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a magnet link or a {@code .torrent} says of a torrent.
 *
 * @param info what is in it; empty if it is to be fetched from peers (BEP 9)
 * @param tiers its trackers (BEP 12)
 * @param peers peers, where they are said to be ({@code x.pe}, BEP 9)
 */
record Wanted(Hash infoHash, Optional<Info> info, List<List<URI>> tiers, List<Magnet.Peer> peers) {

  static Wanted of(Metainfo metainfo) {
    return new Wanted(
        metainfo.info().infoHash(), Optional.of(metainfo.info()), metainfo.trackers(), List.of());
  }

  /** Each tracker of a link is a tier of its own. */
  static Wanted of(Magnet magnet) {
    return new Wanted(
        magnet.infoHash(),
        Optional.empty(),
        magnet.trackers().stream().map(List::of).toList(),
        magnet.peers());
  }
}
