package dev.shoal.cli.report;

import dev.shoal.base.Problem;
import dev.shoal.content.DiskException;
import dev.shoal.content.SafeNames;
import dev.shoal.net.ConnectionException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Why a command failed.
 *
 * @param exitCode as the contract of the command line has it
 * @param message what happened and why
 * @param hint what to try; empty if there is nothing
 * @param cause for {@code -v}
 */
public record Failure(int exitCode, String message, String hint, Throwable cause) {
  /** The failure that an exception means. */
  public static Failure of(Throwable thrown) {
    return switch (thrown) {
      case Problem problem -> of(problem, thrown);
      case DiskException disk -> of(disk.problem(), thrown);
      case ConnectionException gone -> of(problem(Problem.Kind.NETWORK, gone), thrown);
      case NoSuchFileException missing ->
          of(new Problem(Problem.Kind.USAGE, "there is no " + missing.getFile()), thrown);
      case FileSystemException denied -> of(problem(Problem.Kind.STORAGE, denied), thrown);
      case IOException broken -> of(problem(Problem.Kind.STORAGE, broken), thrown);
      default ->
          new Failure(
              Problem.Kind.UNEXPECTED.exitCode(),
              "unexpected: " + SafeNames.forDisplay(thrown.toString()),
              "this is a bug; -v shows where it happened",
              thrown);
    };
  }

  private static Problem problem(Problem.Kind kind, Exception e) {
    return new Problem(kind, e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private static Failure of(Problem problem, Throwable cause) {
    return new Failure(
        problem.kind().exitCode(),
        SafeNames.forDisplay(problem.what()),
        SafeNames.forDisplay(problem.hint().orElse("")),
        cause);
  }
}
