package dev.shoal.discovery;

import dev.shoal.base.Locator;

/**
 * A locator said to have some content, and who said so. It has no id.
 *
 * @param locator where it is to be reached
 * @param origin who named it
 */
public record Candidate(Locator.Ip locator, Origin origin) {

  /** Who named a candidate, most trusted first: earlier ones are dialled before later ones. */
  public enum Origin {
    /** The person, by an option. */
    PERSON,
    /** It said so itself, on the local network. */
    LAN,
    /** A tracker. */
    TRACKER,
    /** A node of the DHT. */
    DHT,
    /** The link itself ({@code x.pe}, BEP 9). */
    LINK,
    /** It was a peer of this content when this node last had to do with it. */
    MEMORY,
    /** Another peer (BEP 11). */
    EXCHANGE,
    /** It came to us. */
    INCOMING;

    /** Whether it may name peers of a private swarm (BEP 27). */
    boolean forPrivate() {
      return this == PERSON || this == TRACKER;
    }
  }
}
