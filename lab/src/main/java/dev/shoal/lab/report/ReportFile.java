package dev.shoal.lab.report;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a page shall be. It is there as a whole or not at all. */
public final class ReportFile {
  private final Path path;
  private final Path written;

  private ReportFile(Path path, Path written) {
    this.path = path;
    this.written = written;
  }

  /**
   * A file that can be written, as far as can be seen before there is anything to write: a run may
   * take minutes.
   *
   * @param written the path as the person wrote it
   * @throws Problem if it cannot
   */
  public static ReportFile at(Path path, Path written) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new Problem(
          Problem.Kind.USAGE, written + " is a folder", "--report wants the name of a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw new Problem(
          Problem.Kind.USAGE, "there is no folder for " + written, "mkdir -p " + folder);
    }
    if (!Files.isWritable(folder)) {
      throw new Problem(Problem.Kind.STORAGE, "no permission to write " + written);
    }
    return new ReportFile(path, written);
  }

  /** The path as the person wrote it. */
  public String written() {
    return written.toString();
  }

  /**
   * Puts the page there, in place of what was there before.
   *
   * @throws Problem of kind STORAGE if that fails
   */
  public void write(String page) {
    Path beside = path.resolveSibling("." + path.getFileName() + ".new");
    try {
      Files.writeString(beside, page);
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(beside);
      throw new Problem(
          Problem.Kind.STORAGE,
          "the page " + written + " cannot be written: " + e.getMessage(),
          "another place for --report",
          e);
    }
  }

  private static void discard(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException itStays) {
      return; // the first error says enough
    }
  }
}
