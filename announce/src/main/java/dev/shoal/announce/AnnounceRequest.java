package dev.shoal.announce;

import dev.shoal.base.Hash;

/**
 * What a peer tells a tracker (BEP 3).
 *
 * @param infoHash which torrent; 20 bytes
 * @param peerId who it is
 * @param port where it listens for peers, 0 to 65535
 * @param uploaded bytes of payload sent since {@link Event#STARTED}
 * @param downloaded bytes of payload received since then
 * @param left bytes it still lacks, 0 for a seed; negative if it does not know
 * @param event why it announces now
 * @param numWant how many peers it would like to hear of; negative: as many as is usual
 * @param key proves to the tracker that it is the same peer from another address (BEP 7)
 */
public record AnnounceRequest(
    Hash infoHash,
    PeerId peerId,
    int port,
    long uploaded,
    long downloaded,
    long left,
    Event event,
    int numWant,
    int key) {

  public AnnounceRequest {
    if (infoHash.length() != Hash.SHA1_LENGTH) {
      throw new IllegalArgumentException("trackers know hashes of 20 bytes");
    }
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /** Why a peer announces. */
  public enum Event {
    /** The interval is over, or it needs more peers. */
    NONE,
    /** It has just got all. */
    COMPLETED,
    /** It is new. */
    STARTED,
    /** It leaves. */
    STOPPED,
    /** It wants no more, although it has not all: a partial seed (BEP 21). UDP cannot tell. */
    PAUSED
  }
}
