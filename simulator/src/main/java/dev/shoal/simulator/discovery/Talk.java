package dev.shoal.simulator.discovery;

/** A way in which a peer hears of others. */
interface Talk {
  /** The peer has come. */
  void begin();

  /** It would like to hear of more. */
  void more();
}
