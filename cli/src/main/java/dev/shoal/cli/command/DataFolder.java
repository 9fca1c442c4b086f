package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.content.Disk;
import dev.shoal.content.Layout;
import dev.shoal.content.SafeNames;
import java.nio.file.Path;
import java.util.List;

/** Where the files of a layout lie, by the folder a person names. */
final class DataFolder {
  private DataFolder() {}

  /**
   * The files below the folder that has the content in it, or is the content.
   *
   * @throws Problem of kind USAGE if nothing of it is there
   */
  static List<Path> files(Disk disk, Path data, Layout layout) {
    Path inside = data.resolve(SafeNames.root(layout));
    boolean there = disk.status(inside).isPresent();
    if (!there && disk.status(data).isEmpty()) {
      throw new Problem(Problem.Kind.USAGE, "there is no " + data);
    }
    Path root = there ? inside : data;
    return SafeNames.paths(layout).stream()
        .map(path -> path.toString().isEmpty() ? root : root.resolve(path))
        .toList();
  }
}
