/**
 * What names and describes a torrent: the info dictionary, the {@code .torrent} file around it (BEP
 * 3, 12, 19, 27, 47) and the magnet link (BEP 9). Pure; values may be shared among threads.
 *
 * <p>Read {@link dev.shoal.bittorrent.metainfo.Info} first, for its SHA-1 is the torrent's name,
 * then {@link dev.shoal.bittorrent.metainfo.Metainfo} and {@link
 * dev.shoal.bittorrent.metainfo.Magnet}. {@link dev.shoal.bittorrent.metainfo.InfoWriter} and
 * {@link dev.shoal.bittorrent.metainfo.PieceSizes} make new ones.
 *
 * <p>All of it reads what strangers wrote. Sizes and counts are checked here; names stay as they
 * came, and become safe in {@code content}.
 */
package dev.shoal.bittorrent.metainfo;
