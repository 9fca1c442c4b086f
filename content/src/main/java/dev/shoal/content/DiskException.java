package dev.shoal.content;

import dev.shoal.base.Problem;
import java.nio.file.Path;

/** The disk failed or refused; the message says what and where in words for a person. */
public final class DiskException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** No space is left, or no quota. */
    FULL,
    /** It is not allowed, or something else stands there. */
    DENIED,
    /** It is not there, or ends too early. */
    MISSING,
    /** Somebody changed it since it was verified. */
    CHANGED,
    /** Everything else: the device, the file system, too many open files. */
    BROKEN
  }

  private final Reason reason;

  /** With the file it is about. */
  public DiskException(Reason reason, Path path, String why, Throwable cause) {
    super(path + ": " + why, cause);
    this.reason = reason;
  }

  /** With the file it is about, found without an exception below. */
  public DiskException(Reason reason, Path path, String why) {
    super(path + ": " + why);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** The same as a problem of kind STORAGE, with what to try. */
  public Problem problem() {
    String hint =
        switch (reason) {
          case FULL -> "free some space and start again; what is there is kept";
          case DENIED -> "check the permissions, or choose another folder";
          case MISSING -> "";
          case CHANGED -> "put it back as it was, or share it anew";
          case BROKEN -> "check the disk";
        };
    return new Problem(Problem.Kind.STORAGE, String.valueOf(getMessage()), hint, this);
  }
}
