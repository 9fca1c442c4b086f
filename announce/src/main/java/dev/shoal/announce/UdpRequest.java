package dev.shoal.announce;

import dev.shoal.base.Hash;
import java.util.List;

/** What a client sends to a tracker over UDP (BEP 15). */
public sealed interface UdpRequest {
  /** The number that the answer repeats. */
  int transaction();

  /** Asks for a connection id. */
  record Connect(int transaction) implements UdpRequest {}

  /** Announces. */
  record Announce(long connection, int transaction, AnnounceRequest request)
      implements UdpRequest {}

  /** Asks how swarms stand; 1 to {@link #MAX_HASHES} of them. */
  record Scrape(long connection, int transaction, List<Hash> infoHashes) implements UdpRequest {
    /** "Up to about 74 torrents can be scraped at once." */
    public static final int MAX_HASHES = 74;

    public Scrape {
      infoHashes = List.copyOf(infoHashes);
    }
  }
}
