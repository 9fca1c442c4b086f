package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.content.Disk;
import dev.shoal.content.Layout;
import dev.shoal.content.SafeNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of a layout lie, by the folder a person names.
 *
 * @param root the content's file or folder
 * @param files each file of the layout
 */
record DataFolder(Path root, List<Path> files) {
  DataFolder {
    files = List.copyOf(files);
  }

  /**
   * The files below the folder that has the content in it, or is the content.
   *
   * @throws Problem of kind USAGE if nothing of it is there
   */
  static DataFolder of(Disk disk, Path data, Layout layout) {
    Optional<Disk.Status> named = disk.status(data);
    if (named.isEmpty()) {
      throw new Problem(Problem.Kind.USAGE, "there is no " + data);
    }
    Path inside = data.resolve(SafeNames.root(layout));
    boolean holds = named.get().folder() && (!layout.folder() || disk.status(inside).isPresent());
    Path root = holds ? inside : data;
    return new DataFolder(
        root,
        SafeNames.paths(layout).stream()
            .map(path -> path.toString().isEmpty() ? root : root.resolve(path))
            .toList());
  }

  /** The folder that {@code get} would be given to find it there; empty if its name is another. */
  Optional<Path> above(Layout layout) {
    return Optional.ofNullable(root.toAbsolutePath().normalize().getParent())
        .filter(_ -> SafeNames.root(layout).equals(root.normalize().getFileName()));
  }
}
