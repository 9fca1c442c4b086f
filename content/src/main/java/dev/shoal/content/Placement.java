package dev.shoal.content;

import dev.shoal.base.Problem;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of a content lie on the disk, and what happens to what is there already. First
 * {@link #of} tells where they would be and {@link #examine} what is in the way; the pieces of
 * files of the right size are hashed; then {@link #settle} decides.
 *
 * @param layout the content's
 * @param root the content's file or folder
 * @param files the path of each file of the layout, wanted or not
 * @param wanted which of them are to be there
 */
public record Placement(Layout layout, Path root, List<Path> files, Selection wanted) {
  /** Names like {@code photos (1)} that are tried: more than that is a script gone wrong. */
  static final int MAX_RENAMES = 10_000;

  public Placement {
    files = List.copyOf(files);
  }

  /** Below a folder, under its own safe name. */
  public static Placement of(Layout layout, Path into, Selection wanted) {
    return at(layout, into.resolve(SafeNames.root(layout)), wanted);
  }

  /** Under a name that was settled before ({@link Journal#root}). */
  public static Placement at(Layout layout, Path root, Selection wanted) {
    List<Path> files = SafeNames.paths(layout).stream().map(root::resolve).toList();
    return new Placement(layout, root, files, wanted);
  }

  /** Where a share found them. */
  static Placement inPlace(Layout layout, List<Path> files) {
    Path root = files.isEmpty() ? Path.of("") : files.getFirst();
    return new Placement(layout, root, files, Selection.all(layout));
  }

  /**
   * Wanted files whose name is taken.
   *
   * @param blocked something that is no file stands there, or a file where a folder is needed
   * @param differing a file of another size is there
   * @param alike a file of the right size is there: its bytes tell
   */
  public record Existing(BitSet blocked, BitSet differing, BitSet alike) {
    /** Whether nothing is in the way. */
    public boolean isNothing() {
      return blocked.isEmpty() && differing.isEmpty() && alike.isEmpty();
    }
  }

  /**
   * Looks at what is there under the names of wanted files.
   *
   * @param ours files an earlier run made ({@link Journal#wanted}): they are never in the way
   */
  public Existing examine(Disk disk, BitSet ours) {
    Existing existing = new Existing(new BitSet(), new BitSet(), new BitSet());
    Map<Path, Boolean> folders = new HashMap<>();
    BitSet others = wanted.files();
    others.andNot(ours);
    for (int file = others.nextSetBit(0); file >= 0; file = others.nextSetBit(file + 1)) {
      if (!layout.files().get(file).isFile()) {
        continue; // padding has no place, and a link takes nobody's
      }
      Path path = files.get(file);
      if (!path.equals(root) && !mayHold(disk, path.resolveSibling(""), folders)) {
        existing.blocked.set(file);
        continue;
      }
      Optional<Disk.Status> there = disk.status(path);
      if (there.isPresent()) {
        boolean sameSize = there.get().size() == layout.files().get(file).length();
        BitSet kind =
            there.get().folder()
                ? existing.blocked
                : sameSize ? existing.alike : existing.differing;
        kind.set(file);
      }
    }
    return existing;
  }

  /** Whether the path, from the root down, is a folder or can become one. */
  private boolean mayHold(Disk disk, Path folder, Map<Path, Boolean> known) {
    Boolean before = known.get(folder);
    if (before != null) {
      return before;
    }
    boolean may =
        (folder.equals(root) || mayHold(disk, folder.resolveSibling(""), known))
            && disk.status(folder).map(Disk.Status::folder).orElse(true);
    known.put(folder, may);
    return may;
  }

  /** The pieces to hash before {@link #settle}: those of files of the right size. */
  public BitSet toHash(Existing existing) {
    return Selection.of(layout, existing.alike).pieces();
  }

  /**
   * Decides. A file is the same only if all pieces that hold bytes of it are.
   *
   * @param matching the pieces that were hashed and are as they should be
   * @return where the content goes; its selection lacks skipped files
   * @throws Problem of kind CONFLICT if something is in the way and is to be left alone
   */
  public Placement settle(Disk disk, Existing existing, BitSet matching, Conflict conflict) {
    BitSet differing = (BitSet) existing.differing.clone();
    existing.alike.stream().filter(file -> !isSame(file, matching)).forEach(differing::set);
    BitSet inTheWay = (BitSet) differing.clone();
    inTheWay.or(existing.blocked);
    if (inTheWay.isEmpty()) {
      return this;
    }
    return switch (conflict) {
      case REFUSE -> throw inTheWay(inTheWay.nextSetBit(0), "is there already and differs");
      case OVERWRITE -> {
        if (!existing.blocked.isEmpty()) {
          throw inTheWay(existing.blocked.nextSetBit(0), "cannot be put there: not a file");
        }
        yield this;
      }
      case RENAME -> at(layout, free(disk), wanted);
      case SKIP -> new Placement(layout, root, files, wanted.without(inTheWay));
    };
  }

  private boolean isSame(int file, BitSet matching) {
    return matching.nextClearBit(layout.firstPiece(file)) >= layout.endPiece(file);
  }

  private Problem inTheWay(int file, String why) {
    Path folder = root.getParent();
    Path shown = folder == null ? files.get(file) : folder.relativize(files.get(file));
    return new Problem(
        Problem.Kind.CONFLICT, shown + " " + why, "use --overwrite, --rename or --skip");
  }

  private Path free(Disk disk) {
    String name = root.getFileName().toString();
    for (int number = 1; number <= MAX_RENAMES; number++) {
      Path other = root.resolveSibling(SafeNames.numbered(name, number));
      if (disk.status(other).isEmpty()) {
        return other;
      }
    }
    throw new Problem(
        Problem.Kind.CONFLICT,
        root + " has " + MAX_RENAMES + " copies already",
        "choose another folder with --to");
  }
}
