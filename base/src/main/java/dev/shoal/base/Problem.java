package dev.shoal.base;

import java.util.Optional;

/**
 * Something that went wrong in a way a person can understand: what happened, why, and what to try.
 * Programming errors are not problems; they are other runtime exceptions.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What sort of problem; the exit code is that of the command line's contract. */
  public enum Kind {
    UNEXPECTED(1),
    USAGE(2),
    NO_PEERS(3),
    REFUSED(4),
    DECLINED(5),
    NETWORK(6),
    UNFINISHED(7),
    STORAGE(8),
    CONFLICT(9),
    INVALID(10);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with it. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final String hint;

  /**
   * A problem with an advice.
   *
   * @param what one sentence without a full stop: what happened and why
   * @param hint what to try next; empty if there is nothing to try
   */
  public Problem(Kind kind, String what, String hint) {
    super(what);
    this.kind = kind;
    this.hint = hint;
  }

  /** A problem without an advice. */
  public Problem(Kind kind, String what) {
    this(kind, what, "");
  }

  /** A problem that has a technical cause. */
  public Problem(Kind kind, String what, String hint, Throwable cause) {
    super(what, cause);
    this.kind = kind;
    this.hint = hint;
  }

  public Kind kind() {
    return kind;
  }

  /** What happened and why. */
  public String what() {
    String message = getMessage();
    return message == null ? kind.name() : message;
  }

  /** What to try next. */
  public Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }
}
