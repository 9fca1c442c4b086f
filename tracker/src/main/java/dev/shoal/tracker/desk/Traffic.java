package dev.shoal.tracker.desk;

import java.util.concurrent.atomic.LongAdder;

/** Counts what comes over one protocol. Any thread. */
public final class Traffic {
  private final String protocol;

  /** Connection ids given, connections taken. */
  public final LongAdder connects = new LongAdder();

  /** Announces answered, refusals among them. */
  public final LongAdder announces = new LongAdder();

  /** Scrapes answered. */
  public final LongAdder scrapes = new LongAdder();

  /** What was malformed, proved nothing, or was too much. */
  public final LongAdder dropped = new LongAdder();

  /** Nothing yet, over {@code udp}, {@code http} or {@code https}. */
  public Traffic(String protocol) {
    this.protocol = protocol;
  }

  /** The name of the protocol. */
  public String protocol() {
    return protocol;
  }
}
