package dev.shoal.host;

/** Whether connections to peers are encrypted, as the person wants it. */
public enum Encryption {
  /**
   * Plain where the other side takes it, encrypted where it wants that: every peer can be reached,
   * and nothing is spent on encryption that nobody asked for.
   */
  PREFER,

  /** Encrypted in both directions, or not at all. */
  REQUIRE,

  /** Plain, or not at all. */
  OFF
}
