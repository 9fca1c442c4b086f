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
    /** A tracker. */
    TRACKER,
    /** The link itself ({@code x.pe}, BEP 9). */
    LINK,
    /** It came to us. */
    INCOMING
  }
}
