package dev.shoal.host;

import dev.shoal.net.RateLimit;

/** What all transfers of a node share. */
public interface Limits {
  /** Bytes of payload in. */
  RateLimit down();

  /** Bytes of payload out. */
  RateLimit up();

  /** Questions of strangers that each overlay answers in a second, on average. */
  int answersASecond();

  /** The most connections of all transfers together. */
  int maxConnections();

  /** How connections to peers may go. */
  Encryption encryption();
}
