package dev.shoal.announce;

import java.util.List;

/** What a tracker sends over UDP (BEP 15). */
public sealed interface UdpResponse {
  /** The number of the request it answers. */
  int transaction();

  /** Gives a connection id. */
  record Connected(int transaction, long connection) implements UdpResponse {}

  /** Answers an announce. */
  record Announced(int transaction, TrackerReply.Answer answer) implements UdpResponse {}

  /** Answers a scrape, in the order of its hashes. */
  record Scraped(int transaction, List<Scrape> swarms) implements UdpResponse {
    public Scraped {
      swarms = List.copyOf(swarms);
    }
  }

  /** Refuses. */
  record Failed(int transaction, String message) implements UdpResponse {}
}
