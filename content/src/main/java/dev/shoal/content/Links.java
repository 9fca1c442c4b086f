package dev.shoal.content;

import dev.shoal.content.DiskException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The symbolic links of a content (BEP 47). None leads out of it, whatever a stranger wrote: a link
 * is made only to a file, folder or link that is itself in the content, by the name that it has on
 * this disk. It never takes the place of anything.
 */
final class Links {
  private final Layout layout;
  private final List<Path> names;
  private final Map<List<String>, Path> known = new HashMap<>();

  private Links(Layout layout, Selection wanted) {
    this.layout = layout;
    this.names = SafeNames.paths(layout);
    for (int file = 0; file < names.size(); file++) {
      if (wanted.wants(file) && !layout.files().get(file).padding()) {
        know(layout.files().get(file).path(), names.get(file));
      }
    }
  }

  /** What is there under a stranger's names: the file, and the folders above it. */
  private void know(List<String> path, Path name) {
    known.putIfAbsent(path, name);
    boolean flat = path.size() != name.getNameCount(); // was too deep or too long
    for (int end = path.size() - 1; end > 0 && !flat; end--) {
      if (known.putIfAbsent(path.subList(0, end), name.subpath(0, end)) != null) {
        return; // and so are those above
      }
    }
  }

  /**
   * Makes the wanted links.
   *
   * @return a sentence for each one that was left out
   */
  static List<String> make(Disk disk, Placement placement) {
    Layout layout = placement.layout();
    if (layout.files().stream().allMatch(file -> file.attributes().link().isEmpty())) {
      return List.of();
    }
    Links links = new Links(layout, placement.wanted());
    List<String> leftOut = new ArrayList<>();
    for (int file = 0; file < layout.files().size(); file++) {
      if (placement.wanted().wants(file)
          && layout.files().get(file).attributes().link().isPresent()) {
        links.make(disk, placement.root(), file).ifPresent(leftOut::add);
      }
    }
    return leftOut;
  }

  private Optional<String> make(Disk disk, Path root, int file) {
    Path name = names.get(file);
    String shown = SafeNames.forDisplay(name.toString());
    List<String> wish = layout.files().get(file).attributes().link().orElseThrow();
    Path there = known.get(wish);
    if (there == null || there.equals(name)) {
      return Optional.of(
          shown
              + " is left out: it is a link to "
              + SafeNames.forDisplay(String.join("/", wish))
              + ", which is not there");
    }
    Path folder = name.resolveSibling("");
    Path target = there.equals(folder) ? Path.of(".") : folder.relativize(there);
    if (disk.target(root.resolve(name)).equals(Optional.of(target))) {
      return Optional.empty();
    }
    try {
      disk.link(root.resolve(name), target);
      return Optional.empty();
    } catch (DiskException failed) {
      if (failed.reason() == Reason.DENIED) {
        return Optional.of(shown + " is left out: the link cannot be made, " + failed.getMessage());
      }
      throw failed;
    }
  }
}
