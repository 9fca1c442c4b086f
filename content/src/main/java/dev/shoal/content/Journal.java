package dev.shoal.content;

import dev.shoal.base.Clock;
import dev.shoal.content.JournalRecord.Alive;
import dev.shoal.content.JournalRecord.Bits;
import dev.shoal.content.JournalRecord.Closed;
import dev.shoal.content.JournalRecord.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a content on the disk, so that it need not be read again after a restart. A file
 * that is only appended to; each entry has a checksum, and what is damaged, with all behind it,
 * counts as never written: what it may have said is looked up in the files. {@code kill -9} at any
 * moment costs what was not appended yet.
 *
 * <p>What was verified is not hashed again unless a file's size or time changed. A file that is not
 * written any more has an exact stamp. The time of the others moves with our own writes: after an
 * end without {@link #close(List)} such a file is trusted if it has its final size, as every one
 * has from its first write on, and was written no later than {@link #TRUST_MILLIS} after the last
 * entry. After a power cut, seen by another id of the system's boot, only what was forced to the
 * device before is trusted.
 *
 * <p>For one thread at a time, a disk worker.
 */
public final class Journal implements AutoCloseable {
  /** While files are written, {@link #alive} or another entry is due this often, milliseconds. */
  public static final int ALIVE_MILLIS = 4_000;

  /**
   * How long after the last entry a write may still have been our own, milliseconds: the time
   * between two entries, and as much again for a busy disk and for file systems that keep two
   * seconds. A stranger's change within it is not seen; a longer time would hide more of them.
   */
  public static final int TRUST_MILLIS = 10_000;

  /** Bytes by which it may grow before it is written anew. */
  static final int MAX_GROWTH = 8 << 20;

  private final Disk disk;
  private final Path path;
  private final Clock clock;
  private final String boot;
  private final boolean damaged;
  private JournalState state = new JournalState();
  private Optional<Disk.OpenFile> file = Optional.empty();
  private long end;
  private long compactAt = MAX_GROWTH;

  /** Reads what is there. */
  Journal(Disk disk, Path path, Clock clock, String boot) {
    this.disk = disk;
    this.path = path;
    this.clock = clock;
    this.boot = boot;
    ByteBuffer in = ByteBuffer.wrap(SmallFiles.read(disk, path).orElse(new byte[0]));
    for (var next = record(in); next.isPresent(); next = record(in)) {
      state.apply(next.get());
      end = in.position();
    }
    damaged = in.hasRemaining();
  }

  /** The next entry; one of a good checksum that makes no sense is of another version. */
  static Optional<JournalRecord> record(ByteBuffer in) {
    try {
      return JournalRecord.decode(in);
    } catch (RuntimeException senseless) {
      return Optional.empty();
    }
  }

  /** Where an earlier run put the content. */
  public Optional<Path> root() {
    String root = state.header().root();
    try {
      return root.isEmpty() ? Optional.empty() : Optional.of(Path.of(root));
    } catch (InvalidPathException senseless) {
      return Optional.empty();
    }
  }

  /** The files that an earlier run wanted: what lies under their names is its work. */
  public BitSet wanted() {
    return (BitSet) state.get(Bits.WANTED).clone();
  }

  /**
   * What an earlier run left.
   *
   * @param trusted pieces that are verified
   * @param doubtful pieces that were, or may have been, to be hashed again
   */
  public record Resumed(BitSet trusted, BitSet doubtful) {}

  /** What {@link #resume} would find; nothing is written. */
  public Resumed look(Layout layout, Placement placement, List<FileStamp> stamps) {
    Header header = header(clock.millis(), layout, placement);
    return state.trust(header, layout, placement.wanted(), stamps);
  }

  private Header header(long now, Layout layout, Placement placement) {
    String root = placement.root().toAbsolutePath().toString();
    return new Header(now, boot, layout.fingerprint().hex(), root);
  }

  /**
   * Begins a run: compares the files with what the last run left, and writes the journal anew.
   *
   * @param placement where the files are; elsewhere than last time, all is doubtful
   * @param stamps what they look like now ({@link Storage#stamps})
   */
  public Resumed resume(Layout layout, Placement placement, List<FileStamp> stamps) {
    long now = clock.millis();
    Header header = header(now, layout, placement);
    Resumed resumed = state.trust(header, layout, placement.wanted(), stamps);
    BitSet forced = (BitSet) resumed.trusted.clone();
    forced.and(state.get(Bits.FORCED));
    List<FileStamp> complete =
        stamps.stream().filter(stamp -> complete(layout, stamp.file(), resumed.trusted)).toList();

    JournalState fresh = new JournalState();
    fresh.apply(header);
    fresh.get(Bits.WANTED).or(placement.wanted().files());
    fresh.get(Bits.VERIFIED).or(resumed.trusted);
    fresh.get(Bits.DOUBTFUL).or(resumed.doubtful);
    fresh.get(Bits.FORCED).or(forced);
    JournalRecord.settled(now, complete).forEach(fresh::apply);
    state = fresh;
    rewrite();
    return damaged ? new Resumed(resumed.trusted, others(layout, resumed.trusted)) : resumed;
  }

  private static BitSet others(Layout layout, BitSet pieces) {
    BitSet others = new BitSet();
    others.set(0, layout.pieces());
    others.andNot(pieces);
    return others;
  }

  private static boolean complete(Layout layout, int file, BitSet verified) {
    return file < layout.files().size()
        && verified.nextClearBit(layout.firstPiece(file)) >= layout.endPiece(file);
  }

  /**
   * Forgets what earlier runs found and made: all that is there is to be looked at again. A file
   * may have changed without its size and time, as those of a dying disk do.
   */
  public void distrust() {
    state = new JournalState();
  }

  /** These pieces are verified and were written before; asking twice is no harm. */
  public void verified(BitSet pieces) {
    append(JournalRecord.grow(clock.millis(), Bits.VERIFIED, pieces));
  }

  /** These pieces were forced to the device after they were verified. */
  public void forced(BitSet pieces) {
    BitSet fresh = (BitSet) pieces.clone();
    fresh.andNot(state.get(Bits.FORCED));
    append(JournalRecord.grow(clock.millis(), Bits.FORCED, fresh));
  }

  /** These files are complete and not written any more; their stamps were taken since. */
  public void settled(List<FileStamp> stamps) {
    append(JournalRecord.settled(clock.millis(), stamps));
  }

  /** Files are still being written. */
  public void alive() {
    append(List.of(new Alive(clock.millis())));
  }

  /** A copy of what is verified as far as it was told. */
  public BitSet verified() {
    return (BitSet) state.get(Bits.VERIFIED).clone();
  }

  /** A copy of what was forced to the device, as far as it was told. */
  public BitSet forced() {
    return (BitSet) state.get(Bits.FORCED).clone();
  }

  private void append(List<JournalRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    if (end > compactAt) {
      rewrite();
    }
    byte[] bytes = bytes(records);
    open().write(ByteBuffer.wrap(bytes), end);
    end += bytes.length;
    records.forEach(state::apply);
  }

  private Disk.OpenFile open() {
    if (file.isEmpty()) {
      file = Optional.of(disk.open(path, true));
      file.get().truncate(end); // what is behind the last good entry must not come back
    }
    return file.get();
  }

  private void rewrite() {
    byte[] bytes = bytes(state.records(clock.millis()));
    closeFile();
    SmallFiles.replace(disk, path, bytes);
    end = bytes.length;
    compactAt = end + MAX_GROWTH;
  }

  private static byte[] bytes(List<JournalRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach(record -> bytes.writeBytes(record.encode()));
    return bytes.toByteArray();
  }

  /** Ends the run in order: nothing is written after these stamps of all files were taken. */
  public void close(List<FileStamp> stamps) {
    long now = clock.millis();
    List<JournalRecord> last = new ArrayList<>(JournalRecord.settled(now, stamps));
    last.add(new Closed(now));
    append(last);
    close();
  }

  /** Ends the run like {@code kill -9}. */
  @Override
  public void close() {
    closeFile();
  }

  private void closeFile() {
    file.ifPresent(Disk.OpenFile::close);
    file = Optional.empty();
  }
}
