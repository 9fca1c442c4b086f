package dev.shoal.host;

/**
 * How a transfer stands.
 *
 * @param phase what it is doing
 * @param done wanted bytes that are verified (while checking: bytes looked at)
 * @param total wanted bytes; 0 while not known
 * @param downRate payload bytes a second in
 * @param upRate payload bytes a second out
 * @param downloaded payload bytes received since the start, wasted ones too
 * @param uploaded payload bytes sent since the start
 * @param peers connected peers
 * @param seeds those of them that have all
 * @param candidates known peers that are not connected
 * @param copies full copies that left this node since the start, by peers seen to become complete
 */
public record Progress(
    Phase phase,
    long done,
    long total,
    long downRate,
    long upRate,
    long downloaded,
    long uploaded,
    int peers,
    int seeds,
    int candidates,
    int copies) {

  /** What a transfer is doing. */
  public enum Phase {
    /** Looking at data on disk. */
    CHECKING,
    /** Nobody connected yet. */
    FINDING_PEERS,
    /** Connected; what is in the content is not known yet (BEP 9). */
    FETCHING_METADATA,
    DOWNLOADING,
    SEEDING,
    STOPPED
  }

  /** Milliseconds to the end at the present rate; -1 if nothing comes in. */
  public long etaMillis() {
    return downRate <= 0 ? -1 : Math.max(0, total - done) * 1000 / downRate;
  }
}
