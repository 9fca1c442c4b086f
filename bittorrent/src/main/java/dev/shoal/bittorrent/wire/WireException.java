package dev.shoal.bittorrent.wire;

/** The other side broke the peer wire protocol; the connection ends with this as its reason. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the rule that was broken, in a few words. */
  public WireException(String why) {
    super(why);
  }
}
