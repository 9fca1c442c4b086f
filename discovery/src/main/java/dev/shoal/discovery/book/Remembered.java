package dev.shoal.discovery.book;

import dev.shoal.base.Locator;

/**
 * What is remembered of a node, to be shown.
 *
 * @param network it is a node of
 * @param node where it is
 * @param source who named it first
 * @param tried whether it has answered and is kept for that
 * @param times when it did what
 * @param failures tries in vain since it answered last
 */
public record Remembered(
    String network, Locator.Ip node, Locator.Ip source, boolean tried, Times times, int failures) {

  /**
   * Milliseconds since 1970; 0: never.
   *
   * @param firstSeen when it was named first
   * @param lastSeen when it was named or answered last
   * @param lastTry when it was asked last
   * @param firstAnswer when it answered first
   * @param lastAnswer when it answered last
   */
  public record Times(
      long firstSeen, long lastSeen, long lastTry, long firstAnswer, long lastAnswer) {}
}
