package dev.shoal.content;

import dev.shoal.base.Bytes;
import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.content.DiskException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a content as files on a disk: an offset in the content leads to a place in a file.
 * Padding (BEP 47) is on no disk: it reads as zeros, and what is written to it goes nowhere.
 *
 * <p>Wanted files lie under their final names and have their final size, as holes, from their first
 * write on. Bytes of unwanted files that share a piece with wanted ones lie in one part file, at
 * their offset in the content, the rest of which is a hole: so a later selection finds them where
 * an earlier one left them, and no unwanted file is ever made.
 *
 * <p>Any number of threads may read and write at once, at different places. Every method may wait
 * for the disk: it belongs on a disk worker.
 */
public final class Storage implements AutoCloseable {
  /** Files open at once, whatever the content has: systems let a process have 4096 or more. */
  static final int MAX_OPEN = 256;

  private final Disk disk;
  private final Layout layout;
  private final Placement placement;
  private final Optional<Path> partFile;
  private final OpenFiles files;
  private final boolean padded;
  private volatile @Nullable FileWatch watch;
  private final BitSet unforced = new BitSet(); // guarded by itself

  private Storage(Disk disk, Layout layout, Placement placement, Optional<Path> partFile) {
    this.disk = disk;
    this.layout = layout;
    this.placement = placement;
    this.partFile = partFile;
    this.padded = layout.files().stream().anyMatch(FileEntry::padding);
    Map<Path, Long> sizes = HashMap.newHashMap(layout.files().size());
    for (int file = 0; file < layout.files().size(); file++) {
      sizes.put(placement.files().get(file), layout.files().get(file).length());
    }
    this.files = new OpenFiles(disk, path -> sizes.getOrDefault(path, -1L), MAX_OPEN);
  }

  /** Files that lie somewhere already, one for each of the layout, to be read only. */
  public static Storage serve(Disk disk, Layout layout, List<Path> files) {
    return new Storage(disk, layout, Placement.inPlace(layout, files), Optional.empty());
  }

  /** The files of a download, below a folder under their own safe names. */
  public static Storage fetch(
      Disk disk, Layout layout, Path into, Selection wanted, Path partFile) {
    return fetch(disk, layout, Placement.of(layout, into, wanted), partFile);
  }

  /** The files of a download, where they were placed. */
  public static Storage fetch(Disk disk, Layout layout, Placement placement, Path partFile) {
    return new Storage(disk, layout, placement, Optional.of(partFile));
  }

  /** Where the files are. */
  public Placement placement() {
    return placement;
  }

  /**
   * Fills the buffer with the bytes of the content from an offset.
   *
   * @throws DiskException of reason MISSING if a file is not there or too short
   */
  public void read(long offset, ByteBuffer into) {
    each(offset, into, this::readOne, Storage::blank);
  }

  /**
   * Fills the buffer like {@link #read}, but only from files that are still as they were when they
   * were verified, as far as {@link #watch} was told how they were.
   *
   * @throws DiskException of reason CHANGED if one is not, for ever
   */
  public void readUnchanged(long offset, ByteBuffer into) {
    each(offset, into, this::readOneUnchanged, Storage::blank);
  }

  private void readOneUnchanged(int file, Path path, long position, ByteBuffer into) {
    FileWatch watching = watch;
    if (watching != null) {
      watching.require(file, path);
    }
    readOne(file, path, position, into);
  }

  /**
   * From now on nobody is to change the files.
   *
   * @param stamps what they looked like when they were verified; those without one may change
   * @param clock by whose time a file is looked at once a second at most
   */
  public void watch(List<FileStamp> stamps, Clock clock) {
    watch = new FileWatch(disk, clock, layout.files().size() + 1, stamps);
  }

  private void readOne(int file, Path path, long position, ByteBuffer into) {
    try (var borrowed = files.borrow(path, false)) {
      borrowed.file().read(into, position);
    }
    if (into.hasRemaining()) {
      throw new DiskException(Reason.MISSING, path, "ends too early");
    }
  }

  /**
   * Writes the buffer's bytes to an offset of the content: one positional write a file.
   *
   * @throws IllegalStateException if the files are there to be read only
   */
  public void write(long offset, ByteBuffer from) {
    if (partFile.isEmpty()) {
      throw new IllegalStateException("files in place are not written");
    }
    each(offset, from, this::writeOne, padding -> {});
  }

  private void writeOne(int file, Path path, long position, ByteBuffer from) {
    try (var borrowed = files.borrow(path, true)) {
      borrowed.file().write(from, position);
    }
    synchronized (unforced) { // not before: there may be no such file to force
      unforced.set(file);
    }
  }

  /**
   * Makes zeros of those bytes of a buffer that belong to padding, whatever a stranger sent: what
   * is digested is then what is read later.
   */
  public void blankPadding(long offset, ByteBuffer bytes) {
    if (padded) {
      each(offset, bytes.duplicate(), (file, path, position, part) -> {}, Storage::blank);
    }
  }

  private static void blank(ByteBuffer padding) {
    padding.put(new byte[padding.remaining()]);
  }

  /** What is done with a part of a buffer that lies in one file. */
  @FunctionalInterface
  private interface Part {
    void work(int file, Path path, long position, ByteBuffer bytes);
  }

  private void each(long offset, ByteBuffer bytes, Part part, Consumer<ByteBuffer> padding) {
    if (offset < 0 || offset + bytes.remaining() > layout.length()) {
      throw new IndexOutOfBoundsException("content has no bytes at " + offset);
    }
    int limit = bytes.limit();
    long at = offset;
    try {
      for (int file = layout.fileAt(at); bytes.position() < limit; file++) {
        FileEntry entry = layout.files().get(file);
        int length = (int) Math.min(limit - bytes.position(), entry.end() - at);
        if (length > 0) {
          bytes.limit(bytes.position() + length);
          if (entry.padding()) {
            padding.accept(bytes);
          } else {
            at(file, at, bytes, part);
          }
          bytes.position(bytes.limit());
          at += length;
        }
      }
    } finally {
      bytes.limit(limit);
    }
  }

  private void at(int file, long offset, ByteBuffer bytes, Part part) {
    if (placement.wanted().wants(file)) {
      long position = offset - layout.files().get(file).offset();
      part.work(file, placement.files().get(file), position, bytes);
    } else {
      part.work(layout.files().size(), partFile.orElseThrow(), offset, bytes);
    }
  }

  /**
   * Makes what no write made: empty files, the marks of programs and symbolic links; and gives
   * files that were longer before their size.
   *
   * @return a sentence for each mark or link that was left out
   * @throws DiskException if it cannot
   */
  public List<String> finish() {
    List<String> leftOut = new ArrayList<>();
    if (partFile.isEmpty()) {
      return leftOut;
    }
    for (int file = 0; file < layout.files().size(); file++) {
      if (isOnDisk(file)) {
        finish(placement.files().get(file), layout.files().get(file)).ifPresent(leftOut::add);
      }
    }
    leftOut.addAll(Links.make(disk, placement));
    return leftOut;
  }

  private Optional<String> finish(Path path, FileEntry entry) {
    Optional<Disk.Status> there = disk.status(path);
    if (there.map(Disk.Status::size).orElse(-1L) != entry.length()) {
      files.borrow(path, true).close(); // sets the size
    }
    try {
      if (entry.attributes().executable() && !there.map(Disk.Status::executable).orElse(false)) {
        disk.makeExecutable(path);
      }
      return Optional.empty();
    } catch (DiskException notOurs) {
      return Optional.of(notOurs.getMessage() + " to make it a program");
    }
  }

  /** Whether this file has a place of its own among the wanted ones. */
  private boolean isOnDisk(int file) {
    return placement.wanted().wants(file) && layout.files().get(file).isFile();
  }

  /** These pieces were written by an earlier run that did not get round to {@link #force}. */
  public void unforced(BitSet pieces) {
    synchronized (unforced) {
      for (int file = 0; file < layout.files().size(); file++) {
        int next = pieces.nextSetBit(layout.firstPiece(file));
        if (next >= 0 && next < layout.endPiece(file) && layout.files().get(file).isFile()) {
          unforced.set(placement.wanted().wants(file) ? file : layout.files().size());
        }
      }
    }
  }

  /** To the device, what was written since the last time; what fails is tried again then. */
  public void force() {
    BitSet written;
    synchronized (unforced) {
      written = (BitSet) unforced.clone();
      unforced.clear();
    }
    int file = -1;
    try {
      while ((file = written.nextSetBit(file + 1)) >= 0) {
        try (var borrowed = files.borrow(path(file), false)) {
          borrowed.file().force();
        }
        written.clear(file);
      }
    } finally {
      synchronized (unforced) {
        unforced.or(written);
      }
    }
  }

  /**
   * Makes sure that what is still to be written has room.
   *
   * @param present how many of the wanted bytes are on the disk already
   * @throws Problem of kind STORAGE if it has not
   */
  public void requireSpace(long present) {
    long needed = placement.wanted().bytes() - present;
    long free = needed <= 0 ? 0 : disk.free(placement.root());
    if (needed > free) {
      throw new Problem(
          Problem.Kind.STORAGE,
          "%s needs %s, %s free in %s; nothing was written"
              .formatted(
                  placement.root().getFileName(),
                  Bytes.format(needed),
                  Bytes.format(free),
                  placement.root().toAbsolutePath().getParent()),
          "free some space, choose another folder with --to, or fewer files with --select");
    }
  }

  /** The stamps of the wanted files, and of the part file, as far as they are there. */
  public List<FileStamp> stamps() {
    List<FileStamp> stamps = new ArrayList<>();
    for (int file = 0; file <= layout.files().size(); file++) {
      stamp(file).ifPresent(stamps::add);
    }
    return stamps;
  }

  /** The stamp of one wanted file if it is there; the number of files means the part file. */
  public Optional<FileStamp> stamp(int file) {
    boolean part = file == layout.files().size();
    if (part ? partFile.isEmpty() : !isOnDisk(file)) {
      return Optional.empty();
    }
    return disk.status(path(file))
        .filter(status -> !status.folder())
        .map(status -> new FileStamp(file, status.size(), status.modifiedNanos()));
  }

  private Path path(int file) {
    return file == layout.files().size() ? partFile.orElseThrow() : placement.files().get(file);
  }

  /** Closes all files; those in use are closed after use. */
  @Override
  public void close() {
    files.close();
  }
}
