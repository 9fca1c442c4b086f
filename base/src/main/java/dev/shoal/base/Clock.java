package dev.shoal.base;

/** The time, as a node sees it; {@code world} has one that only moves when told to. */
public interface Clock {
  /** Nanoseconds from an arbitrary origin; compare two of them by their difference only. */
  long nanos();

  /** Milliseconds since 1970-01-01T00:00Z, for what people and files see. */
  long millis();

  /** The clock of this machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
