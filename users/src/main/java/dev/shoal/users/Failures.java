package dev.shoal.users;

import dev.shoal.base.Problem;
import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite says in numbers, in words for a person. The numbers are those of sqlite3.h. */
final class Failures {
  private static final int PERMISSION = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;
  private static final int PRIMARY = 0xFF; // the rest of an extended code tells the details

  private Failures() {}

  /** The problem that this failure with this file is. */
  static Problem of(Path file, SQLException failure) {
    return switch (failure.getErrorCode() & PRIMARY) {
      case NOT_A_DATABASE -> notARegister(file, failure);
      case CORRUPT ->
          new Problem(
              Problem.Kind.INVALID,
              file + " is damaged",
              "put a copy of the file in its place",
              failure);
      case BUSY, LOCKED ->
          storage(file + " is in use by another program", "try again in a moment", failure);
      case PERMISSION, READ_ONLY, CANNOT_OPEN ->
          storage(
              file + " cannot be opened and written",
              "the folder must be there, and both must be yours to write",
              failure);
      case FULL -> storage("no space is left for " + file, "make some, then try again", failure);
      default ->
          storage("%s cannot be used: %s".formatted(file, failure.getMessage()), "", failure);
    };
  }

  /** Whether another connection is in the way. */
  static boolean isBusy(SQLException failure) {
    return (failure.getErrorCode() & PRIMARY) == BUSY;
  }

  /** The file is something else. */
  static Problem notARegister(Path file, Throwable cause) {
    return new Problem(
        Problem.Kind.INVALID,
        file + " is not a register of users",
        "name another file; one that is not there is made",
        cause);
  }

  private static Problem storage(String what, String hint, SQLException cause) {
    return new Problem(Problem.Kind.STORAGE, what, hint, cause);
  }
}
