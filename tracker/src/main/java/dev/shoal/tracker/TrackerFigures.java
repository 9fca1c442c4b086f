package dev.shoal.tracker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a tracker stands, for pages and metrics: numbers only, no address and no torrent.
 *
 * @param since when it was started
 * @param version of Shoal
 * @param torrents swarms with at least one peer
 * @param seedsV4 peers with an IPv4 address that have all
 * @param leechersV4 the other peers with an IPv4 address
 * @param seedsV6 peers with an IPv6 address that have all
 * @param leechersV6 the other peers with an IPv6 address
 * @param completed how often a peer has become a seed since the start
 * @param traffic what came and was answered since the start, a row each for UDP, HTTP and HTTPS
 *     that is served
 * @param refused announces refused since the start, by reason
 * @param interval how long peers are asked to wait now; longer than usual under load
 * @param peersLimit peers that there is room for, if they are in swarms as large as those now
 * @param store how the shared store is
 * @param saved when the swarms were last written down; the epoch if never
 */
public record TrackerFigures(
    Instant since,
    String version,
    long torrents,
    long seedsV4,
    long leechersV4,
    long seedsV6,
    long leechersV6,
    long completed,
    List<Traffic> traffic,
    List<Refusals> refused,
    Duration interval,
    long peersLimit,
    Store store,
    Instant saved) {

  public TrackerFigures {
    traffic = List.copyOf(traffic);
    refused = List.copyOf(refused);
  }

  /** All peers. */
  public long peers() {
    return seedsV4 + leechersV4 + seedsV6 + leechersV6;
  }

  /**
   * What came over one protocol.
   *
   * @param protocol {@code udp}, {@code http} or {@code https}
   * @param connects connection ids given (UDP), connections taken (HTTP)
   * @param announces announces answered, refusals among them
   * @param scrapes scrapes answered
   * @param dropped what was malformed, proved nothing, or was too much
   */
  public record Traffic(
      String protocol, long connects, long announces, long scrapes, long dropped) {}

  /**
   * Announces refused for one reason.
   *
   * @param reason a short word: {@code torrent}, {@code address}, {@code client}, {@code passkey},
   *     {@code full}, {@code port}, {@code rate}
   */
  public record Refusals(String reason, long count) {}

  /** How the shared store is. */
  public enum Store {
    /** There is none; all is in the memory of this tracker. */
    NONE,
    /** It answers. */
    THERE,
    /** It does not answer; this tracker serves from its own memory until it does. */
    AWAY
  }
}
