package dev.shoal.announce;

/** Bytes that are not what a tracker, or who asks it, says. The message says what is wrong. */
public final class AnnounceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the words for a person. */
  public AnnounceException(String what) {
    super(what);
  }

  /** With the words for a person and the technical cause. */
  public AnnounceException(String what, Throwable cause) {
    super(what, cause);
  }
}
