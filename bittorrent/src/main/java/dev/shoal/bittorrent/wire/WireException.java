package dev.shoal.bittorrent.wire;

/** The other side broke the peer wire protocol; the connection ends with this as its reason. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean abuse;

  /** With the rule that was broken, in a few words. */
  public WireException(String why) {
    this(why, false);
  }

  private WireException(String why, boolean abuse) {
    super(why);
    this.abuse = abuse;
  }

  /** The same by one who does it to do harm, and is not to come again. */
  public static WireException abuse(String why) {
    return new WireException(why, true);
  }

  /** Whether whoever broke it is not to come again. */
  public boolean isAbuse() {
    return abuse;
  }
}
