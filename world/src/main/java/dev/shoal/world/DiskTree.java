package dev.shoal.world;

import dev.shoal.content.DiskException;
import dev.shoal.content.DiskException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders, files and links of a disk in memory. */
final class DiskTree {
  /** As many links as Linux follows before it calls them a loop. */
  private static final int LINKS_MAX = 40;

  private final Folder root = new Folder();
  private final List<Change> unforced = new ArrayList<>();

  /** A name that stands for something else now. */
  private record Change(Folder folder, Path name, @Nullable Node before) {
    void undo() {
      set(folder, name, before);
    }
  }

  /** What a name stands for. */
  sealed interface Node permits Folder, Link, Regular {}

  /** A folder; paths of one name are ordered as bytes of UTF-8 by themselves. */
  static final class Folder implements Node {
    final TreeMap<Path, Node> children = new TreeMap<>();
  }

  /** A symbolic link. */
  record Link(Path target) implements Node {}

  /** A file. */
  static final class Regular implements Node {
    final MemoryFile content = new MemoryFile();
    long modifiedNanos;
    boolean executable;

    /** A file without a name takes no room, even while somebody has it open. */
    boolean named = true;
  }

  /** What is at a path, links followed. */
  Optional<Node> find(Path path) {
    return find(path, LINKS_MAX);
  }

  private Optional<Node> find(Path path, int linksLeft) {
    Node node = root;
    Path folder = path.getRoot();
    for (Path name : path) {
      Node child = node instanceof Folder f ? f.children.get(name) : null;
      if (child == null) {
        return Optional.empty();
      }
      if (child instanceof Link link) {
        if (linksLeft == 0) {
          throw failure(Reason.BROKEN, path, "too many levels of symbolic links");
        }
        Optional<Node> target = find(folder.resolve(link.target).normalize(), linksLeft - 1);
        if (target.isEmpty()) {
          return target;
        }
        child = target.get();
      }
      node = child;
      folder = folder.resolve(name);
    }
    return Optional.of(node);
  }

  /** What has the name itself, a link not followed. */
  @Nullable Node at(Path path) {
    Path above = path.getParent();
    boolean in = above != null && find(above).orElse(null) instanceof Folder;
    return in ? folder(above(path)).children.get(path.getFileName()) : null;
  }

  /** The folder at a path. */
  Folder folder(Path path) {
    return switch (find(path).orElse(null)) {
      case null -> throw failure(Reason.MISSING, path, "no such folder");
      case Folder folder -> folder;
      case Link _, Regular _ -> throw failure(Reason.BROKEN, path, "not a folder");
    };
  }

  /** The folder at a path, made with those above it if it is not there. */
  Folder makeFolders(Path path) {
    Path above = path.getParent();
    if (above == null) {
      return root;
    }
    if (find(path).isEmpty()) {
      makeFolders(above).children.put(path.getFileName(), new Folder());
    }
    return folder(path);
  }

  /** Lets a name stand for something else, or nothing; what it stood for before. */
  @Nullable Node put(Folder folder, Path name, @Nullable Node node) {
    Node before = set(folder, name, node);
    unforced.add(new Change(folder, name, before));
    return before;
  }

  private static @Nullable Node set(Folder folder, Path name, @Nullable Node node) {
    return node == null ? folder.children.remove(name) : folder.children.put(name, node);
  }

  /** All names are on the device. */
  void force() {
    unforced.clear();
  }

  /** What was not forced reaches the device in part: the first changes of names, any pages. */
  void cutPower(RandomGenerator random) {
    int kept = random.nextInt(unforced.size() + 1);
    unforced.subList(kept, unforced.size()).reversed().forEach(Change::undo);
    unforced.clear();
    files()
        .forEach(file -> {
          file.content.cutPower(random);
          file.named = true;
        });
  }

  /** All files. */
  Stream<Regular> files() {
    return files(root);
  }

  private static Stream<Regular> files(Node in) {
    return switch (in) {
      case Regular file -> Stream.of(file);
      case Folder folder -> folder.children.values().stream().flatMap(DiskTree::files);
      case Link _ -> Stream.empty();
    };
  }

  /** The folder that holds a path's name. */
  static Path above(Path path) {
    Path above = path.getParent();
    if (above == null) {
      throw failure(Reason.BROKEN, path, "is the root");
    }
    return above;
  }

  static DiskException failure(Reason reason, Path path, String why) {
    return new DiskException(reason, path, why, new IOException(why));
  }
}
