package dev.shoal.tracker.shared;

/** The store did not answer, or not in time; the message says why. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With words for a person and what happened. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
