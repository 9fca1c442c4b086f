package dev.shoal.content;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;

/**
 * What a person shares, as it was found on this machine: which files, in which order.
 *
 * @param layout the files in the byte order of their whole paths, hidden and empty ones too
 * @param sources where each of them lies
 * @param stamps size and time of each of them
 * @param skipped what was left out though nobody asked for it, and why, for the person to read
 */
public record Walk(
    Layout layout, List<Path> sources, List<FileStamp> stamps, List<String> skipped) {
  /** Files in one content: ten times what a person was seen to share; a guard against {@code /}. */
  public static final int MAX_FILES = 1_000_000;

  private static final Comparator<Found> BYTE_ORDER =
      Comparator.comparing(Found::key, Arrays::compareUnsigned);

  public Walk {
    sources = List.copyOf(sources);
    stamps = List.copyOf(stamps);
    skipped = List.copyOf(skipped);
  }

  /**
   * Looks at a file or folder. A symbolic link to what is shared with it stays one (BEP 47); other
   * links, pipes, devices and names that are not UTF-8 are skipped.
   *
   * @param excludes globs of files and folders to leave out, as {@link Selection} has them
   * @param pieceLength the bytes of a piece by the bytes of the content
   * @throws Problem of kind USAGE if there is nothing to share
   * @throws DiskException if something cannot be looked at
   */
  public static Walk of(Path path, List<String> excludes, LongToIntFunction pieceLength) {
    try {
      Path whole = path.toAbsolutePath().normalize();
      Path name = whole.getFileName();
      if (name == null) {
        throw new Problem(Problem.Kind.USAGE, path + " has no name to share it under");
      }
      Walker walker = new Walker(whole, whole.toRealPath(), new Globs(excludes));
      if (Files.isRegularFile(whole)) {
        var is = Files.readAttributes(whole, BasicFileAttributes.class);
        walker.files.add(Found.of(whole, List.of(), Walker.attributes(whole), is));
      } else {
        Files.walkFileTree(whole.toRealPath(), walker);
      }
      return walker.walk(name.toString(), Files.isDirectory(whole), pieceLength);
    } catch (FileSystemException e) {
      throw LocalDisk.failed(e.getFile() == null ? path : Path.of(e.getFile()), e);
    } catch (IOException e) {
      throw LocalDisk.failed(path, e);
    }
  }

  /** A file to be shared; its key is its path as bytes, by which mktorrent sorts as well. */
  private record Found(Path source, byte[] key, FileEntry entry, long modifiedNanos) {
    static Found of(Path source, List<String> path, FileAttributes is, BasicFileAttributes read) {
      byte[] key = String.join("/", path).getBytes(StandardCharsets.UTF_8);
      long size = is.link().isPresent() ? 0 : read.size();
      long modified = read.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      return new Found(source, key, new FileEntry(path, 0, size, is), modified);
    }

    boolean isLink() {
      return entry.attributes().link().isPresent();
    }
  }

  /** Goes through one folder. */
  private static final class Walker extends SimpleFileVisitor<Path> {
    private final Path asked;
    private final Path root;
    private final Globs excludes;
    private final List<Found> files = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Walker(Path asked, Path root, Globs excludes) {
      this.asked = asked;
      this.root = root;
      this.excludes = excludes;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
      boolean out = !folder.equals(root) && excludes.matchThis(root.relativize(folder));
      return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
      Path below = root.relativize(file);
      if (excludes.matchThis(below)) {
        return FileVisitResult.CONTINUE;
      }
      if (files.size() + skipped.size() == MAX_FILES) {
        throw new Problem(
            Problem.Kind.USAGE,
            asked + " has more than " + MAX_FILES + " files",
            "share parts of it, or leave files out with --exclude");
      }
      if (is.isSymbolicLink()) {
        link(file, below, is);
      } else if (is.isRegularFile()) {
        add(below, attributes(file), is);
      } else {
        skip(below, "is not a file");
      }
      return FileVisitResult.CONTINUE;
    }

    private static FileAttributes attributes(Path file) throws IOException {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      boolean executable =
          view != null
              && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      return executable ? FileAttributes.EXECUTABLE : FileAttributes.NONE;
    }

    private void link(Path file, Path below, BasicFileAttributes is) throws IOException {
      Path target;
      try {
        target = file.toRealPath();
      } catch (FileSystemException e) {
        skip(below, "is a link that leads nowhere");
        return;
      }
      if (!target.startsWith(root)) {
        skip(below, "is a link out of the folder");
      } else {
        add(below, FileAttributes.linkTo(names(root.relativize(target))), is);
      }
    }

    private static List<String> names(Path path) {
      List<String> names = new ArrayList<>(path.getNameCount());
      path.forEach(name -> names.add(name.toString()));
      return names;
    }

    private void add(Path below, FileAttributes attributes, BasicFileAttributes is) {
      if (below.toString().indexOf('\uFFFD') >= 0 && !Path.of(below.toString()).equals(below)) {
        skip(below, "has a name that is not UTF-8");
        return;
      }
      files.add(Found.of(asked.resolve(below), names(below), attributes, is));
    }

    /** Leaves out the links to what is not shared itself. */
    private void requireTargets() {
      if (files.stream().noneMatch(Found::isLink)) {
        return;
      }
      Set<List<String>> shared = new HashSet<>();
      for (Found file : files) {
        List<String> path = file.isLink() ? List.of() : file.entry.path();
        while (!path.isEmpty() && shared.add(path)) { // the file, then the folders above it
          path = path.subList(0, path.size() - 1);
        }
      }
      files.removeIf(file -> {
        boolean lost = file.isLink() && !shared.contains(file.entry.attributes().link().get());
        if (lost) {
          skip(asked.relativize(file.source), "is a link to what is not shared");
        }
        return lost;
      });
    }

    private void skip(Path below, String why) {
      skipped.add(SafeNames.forDisplay(below.toString()) + " " + why);
    }

    Walk walk(String name, boolean folder, LongToIntFunction pieceLength) {
      requireTargets();
      if (files.isEmpty()) {
        throw new Problem(Problem.Kind.USAGE, "there is no file to share in " + asked);
      }
      files.sort(BYTE_ORDER);
      List<FileEntry> entries = new ArrayList<>(files.size());
      List<Path> sources = new ArrayList<>(files.size());
      List<FileStamp> stamps = new ArrayList<>(files.size());
      long length = 0;
      for (Found file : files) {
        FileEntry found = file.entry;
        entries.add(new FileEntry(found.path(), length, found.length(), found.attributes()));
        sources.add(file.source);
        stamps.add(new FileStamp(stamps.size(), found.length(), file.modifiedNanos));
        length += found.length();
      }
      int piece = pieceLength.applyAsInt(length);
      return new Walk(new Layout(name, folder, entries, length, piece), sources, stamps, skipped);
    }
  }
}
