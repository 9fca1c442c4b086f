package dev.shoal.cli.report;

import dev.shoal.base.Hash;
import dev.shoal.cli.show.ProgressLine;
import dev.shoal.content.SafeNames;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One transfer, with what its events have told so far. For a single thread. */
public final class Followed {
  private static final int MAX_TRACKERS = 1000; // as many as a torrent may name

  private final int trackers;
  private final Set<String> answered = new HashSet<>();
  private Optional<Hash> infoHash = Optional.empty();
  private String name;
  private long alone;

  /**
   * A transfer that has just begun.
   *
   * @param name what to call it until its own name is known; a stranger's perhaps
   * @param trackers how many are asked
   * @param nanos now
   */
  public Followed(String name, int trackers, long nanos) {
    this.name = SafeNames.forDisplay(name);
    this.trackers = trackers;
    this.alone = nanos;
  }

  /** Takes in what an event tells. */
  public void on(TransferEvent event) {
    switch (event) {
      case TransferEvent.Linked linked -> infoHash = Optional.of(linked.infoHash());
      case TransferEvent.Described described -> {
        infoHash = Optional.of(described.infoHash());
        name = SafeNames.forDisplay(described.name());
      }
      case TransferEvent.Announced announced -> {
        if (answered.size() < MAX_TRACKERS) {
          answered.add(announced.tracker());
        }
      }
      default -> {}
    }
  }

  /** Takes in how it stands at a time. */
  public void on(Progress progress, long nanos) {
    if (progress.peers() > 0 || progress.phase() == Progress.Phase.CHECKING) {
      alone = nanos;
    }
  }

  /** Its info-hash, once known. */
  public Optional<Hash> infoHash() {
    return infoHash;
  }

  /** Its name, safe to show. */
  public String name() {
    return name;
  }

  /** How many trackers have answered. */
  public int answered() {
    return answered.size();
  }

  /** How many trackers are asked. */
  public int trackers() {
    return Math.max(trackers, answered.size());
  }

  /** Nanoseconds without any peer, up to now. */
  public long aloneNanos(long nanos) {
    return nanos - alone;
  }

  /** What a line about it says beside its progress. */
  public ProgressLine.Beside beside(long nanos) {
    return new ProgressLine.Beside(name, trackers(), answered(), aloneNanos(nanos) / 1_000_000);
  }
}
