package dev.shoal.announce;

import dev.shoal.base.Hash;
import java.util.function.Supplier;

/**
 * A torrent as its trackers are to know it.
 *
 * @param infoHash its name; 20 bytes
 * @param peerId how this peer calls itself in it
 * @param isPrivate only one tracker at a time is used (BEP 27)
 * @param isComplete nothing was left to download when it began
 * @param amounts tells what has moved so far; asked by any thread, answers at once
 */
public record AnnouncedTorrent(
    Hash infoHash,
    PeerId peerId,
    boolean isPrivate,
    boolean isComplete,
    Supplier<Amounts> amounts) {

  /**
   * What has moved.
   *
   * @param uploaded bytes of payload sent
   * @param downloaded bytes of payload received
   * @param left bytes that are still wanted
   */
  public record Amounts(long uploaded, long downloaded, long left) {}
}
