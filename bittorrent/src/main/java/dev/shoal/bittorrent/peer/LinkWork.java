package dev.shoal.bittorrent.peer;

import dev.shoal.base.Clock;
import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.content.DiskException;
import dev.shoal.host.Runs;
import dev.shoal.net.RateLimit;
import java.nio.ByteBuffer;
import java.util.List;

/** What a {@link Link} wants of the torrent it belongs to. */
public interface LinkWork {
  Clock clock();

  Runs runs();

  /** Payload in. */
  RateLimit down();

  /** Payload out. */
  RateLimit up();

  /** Where uploads are gathered. */
  Batches batches();

  /**
   * Reads the payload of requests, each behind {@link
   * dev.shoal.bittorrent.wire.WireCodec#PIECE_HEAD} bytes that are left as they are; waits.
   *
   * @throws DiskException if it cannot be read
   */
  void read(List<Request> requests, ByteBuffer into);

  /** What was asked for cannot be read any more: it is not offered to anybody from now on. */
  void unreadable(List<Request> requests, DiskException why);

  /** Payload moved. */
  void moved(long downloaded, long uploaded);
}
