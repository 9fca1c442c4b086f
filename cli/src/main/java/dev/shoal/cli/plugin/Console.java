package dev.shoal.cli.plugin;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What a command has around it.
 *
 * @param out standard output, for results
 * @param err standard error, for all else
 * @param environment the environment variables
 * @param terminal whether standard error is a terminal that can be drawn on
 * @param columns the terminal's width now
 * @param folder where relative paths begin
 * @param clock the time
 */
public record Console(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    IntSupplier columns,
    Path folder,
    Clock clock) {
  public Console {
    environment = Map.copyOf(environment);
  }

  /** Standard output for bytes, which says why it fails: a {@link PrintStream} does not. */
  @SuppressWarnings("ReferenceEquality") // it is the very stream of the process, or another one
  public OutputStream bytes() {
    return out.equals(System.out) ? new FileOutputStream(FileDescriptor.out) : out;
  }

  /** The path a person wrote, as it is from the folder. */
  public Path resolve(Path written) {
    return folder.resolve(written);
  }

  /** The path as a person here would write it: from the folder, if it is below it. */
  public String shown(Path path) {
    Path here = folder.toAbsolutePath().normalize();
    Path there = path.toAbsolutePath().normalize();
    String below = there.startsWith(here) ? here.relativize(there).toString() : there.toString();
    return below.isEmpty() ? "." : below;
  }

  /**
   * The path a person wrote, of what has to be there.
   *
   * @throws Problem of kind USAGE if it is not
   */
  public Path existing(Path written) {
    Path path = resolve(written);
    if (!Files.exists(path)) {
      throw new Problem(Problem.Kind.USAGE, "there is no " + written);
    }
    return path;
  }
}
