package dev.shoal.tracker.desk;

import dev.shoal.announce.Scrape;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import java.util.List;

/** The swarms of a tracker, wherever they are kept. Any thread may ask. */
public interface Desk {
  /** Takes an announce and answers it. */
  Outcome announce(Announce announce);

  /** How the swarms of these torrents stand, in this order. */
  List<Scrape> scrape(List<InfoHash> infoHashes);
}
