package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.host.ContentName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a magnet link or a {@code .torrent} says of a torrent.
 *
 * @param info what is in it; empty if it is to be fetched from peers (BEP 9)
 * @param tiers its trackers (BEP 12)
 * @param peers peers, where they are said to be ({@code x.pe}, BEP 9)
 * @param webSeeds servers that are said to have the files (BEP 19)
 */
record Wanted(
    Hash infoHash,
    Optional<Info> info,
    List<List<URI>> tiers,
    List<Magnet.Peer> peers,
    List<URI> webSeeds) {

  static Wanted of(ContentName name) {
    return switch (name) {
      case ContentName.Link(String text) -> of(Magnet.parse(text));
      case ContentName.Description(byte[] bytes) -> of(Metainfo.parse(bytes));
    };
  }

  private static Wanted of(Metainfo metainfo) {
    return new Wanted(
        metainfo.info().infoHash(),
        Optional.of(metainfo.info()),
        metainfo.trackers(),
        List.of(),
        metainfo.webSeeds());
  }

  /** Each tracker of a link is a tier of its own. */
  private static Wanted of(Magnet magnet) {
    return new Wanted(
        magnet.infoHash(),
        Optional.empty(),
        magnet.trackers().stream().map(List::of).toList(),
        magnet.peers(),
        magnet.webSeeds());
  }

  /** The web seeds, now that the metadata is known: who shares a link names none for others. */
  List<URI> webSeeds(Info known) {
    return known.isPrivate() && info.isEmpty() ? List.of() : webSeeds; // BEP 27
  }

  /** What is known of it, as a {@code .torrent}. */
  Metainfo description(Info known) {
    return new Metainfo(
        known, tiers, webSeeds(known), Optional.empty(), Optional.empty(), OptionalLong.empty());
  }
}
