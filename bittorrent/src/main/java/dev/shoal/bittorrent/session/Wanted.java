package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.content.Layout;
import dev.shoal.content.Selection;
import java.net.URI;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a magnet link or a {@code .torrent} says of a torrent.
 *
 * @param info what is in it; empty if it is to be fetched from peers (BEP 9)
 * @param tiers its trackers (BEP 12)
 * @param peers peers, where they are said to be ({@code x.pe}, BEP 9)
 * @param only the files that are meant; none stands for all (BEP 53)
 */
record Wanted(
    Hash infoHash,
    Optional<Info> info,
    List<List<URI>> tiers,
    List<Magnet.Peer> peers,
    List<Magnet.Files> only) {

  static Wanted of(Metainfo metainfo) {
    return new Wanted(
        metainfo.info().infoHash(),
        Optional.of(metainfo.info()),
        metainfo.trackers(),
        List.of(),
        List.of());
  }

  /** Each tracker of a link is a tier of its own. */
  static Wanted of(Magnet magnet) {
    return new Wanted(
        magnet.infoHash(),
        Optional.empty(),
        magnet.trackers().stream().map(List::of).toList(),
        magnet.peers(),
        magnet.only());
  }

  /** The files that are meant, as far as there are such; all if there are none. */
  Selection selection(Layout layout) {
    int count = layout.files().size();
    BitSet meant = new BitSet();
    for (Magnet.Files files : only) {
      if (files.first() < count) {
        meant.set(files.first(), Math.min(files.last(), count - 1) + 1);
      }
    }
    return meant.isEmpty() ? Selection.all(layout) : Selection.of(layout, meant);
  }
}
