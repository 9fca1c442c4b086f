package dev.shoal.tracker.event;

import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import java.net.InetAddress;

/** Something that the operator of a tracker wants to know of. Told by threads that serve. */
public sealed interface TrackerEvent {
  /**
   * An announce was refused.
   *
   * @param infoHash the torrent
   * @param why for those who count
   * @param reason what the peer was told
   * @param address where it came from
   */
  record Denied(InfoHash infoHash, Outcome.Why why, String reason, InetAddress address)
      implements TrackerEvent {}

  /** The lists of what is served were read, as they are new. */
  record ListsRead() implements TrackerEvent {}

  /** The certificate was read, as it is new. */
  record CertificateRead() implements TrackerEvent {}

  /** So many swarms of last time were taken back. */
  record Restored(long swarms, long peers) implements TrackerEvent {}

  /** So many swarms were written down, in so many milliseconds. */
  record Saved(long swarms, long millis) implements TrackerEvent {}

  /** The store does not answer, for this reason; the tracker serves from its own memory. */
  record StoreAway(String reason) implements TrackerEvent {}

  /** The store answers again; it was told of so many swarms. */
  record StoreBack(long swarms) implements TrackerEvent {}

  /** Something went wrong that does not end it. */
  record Trouble(String message) implements TrackerEvent {}
}
