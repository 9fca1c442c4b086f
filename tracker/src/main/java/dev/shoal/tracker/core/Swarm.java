package dev.shoal.tracker.core;

import dev.shoal.announce.Scrape;

/** The peers of one torrent. */
final class Swarm {
  private final long high;
  private final long middle;
  private final int low;

  int completed;
  private PeerRow v4 = PeerRow.NO_V4;
  private PeerRow v6 = PeerRow.NO_V6;

  Swarm(InfoHash infoHash) {
    high = infoHash.high();
    middle = infoHash.middle();
    low = infoHash.low();
  }

  /** As three fields it takes 20 bytes, as an object 56. */
  InfoHash infoHash() {
    return new InfoHash(high, middle, low);
  }

  boolean isOf(InfoHash infoHash) {
    return high == infoHash.high() && middle == infoHash.middle() && low == infoHash.low();
  }

  int hash(Mixing mixing) {
    return hash(high, middle, mixing);
  }

  static int hash(InfoHash infoHash, Mixing mixing) {
    return hash(infoHash.high(), infoHash.middle(), mixing);
  }

  private static int hash(long high, long middle, Mixing mixing) {
    return mixing.of(high, middle);
  }

  /** Its peers of a family, to be asked only. */
  PeerRow row(boolean isV6) {
    return isV6 ? v6 : v4;
  }

  /** Its peers of a family, to be changed. */
  PeerRow ownRow(boolean isV6) {
    if (isV6 && v6 == PeerRow.NO_V6) {
      v6 = new PeerRow(true);
    } else if (!isV6 && v4 == PeerRow.NO_V4) {
      v4 = new PeerRow(false);
    }
    return row(isV6);
  }

  int size() {
    return v4.size() + v6.size();
  }

  Scrape scrape() {
    int seeds = v4.seeds() + v6.seeds();
    int leechers = size() - seeds;
    return new Scrape(seeds, completed, leechers, leechers - v4.paused() - v6.paused());
  }
}
