package dev.shoal.node.machine;

import dev.shoal.base.Clock;
import dev.shoal.content.DiskException;
import dev.shoal.discovery.book.PeerBook;
import dev.shoal.host.PeerMemory;
import dev.shoal.host.Timers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The file in which the memory of nodes outlives the process: read at the start, written when it
 * changed, every now and then and at the end. What is damaged is set aside and begun anew.
 */
final class PeerFile implements AutoCloseable {
  /** The name of the file. */
  static final String NAME = "peers";

  /** What a process that is killed may lose; Bitcoin's figure. */
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final StateNotes notes;
  private final Clock clock;
  private final PeerBook book;
  private final Timers.Timer timer;
  private final AtomicBoolean saving = new AtomicBoolean();
  private volatile long saved;

  PeerFile(
      StateNotes notes, Clock clock, Timers timers, RandomGenerator random, Consumer<String> warn) {
    this.notes = notes;
    this.clock = clock;
    this.book = read(notes, random, warn).orElseGet(() -> new PeerBook(random));
    this.saved = book.changes();
    this.timer = timers.timer(this::saveAgain);
    timer.at(clock.nanos() + EVERY_NANOS);
  }

  private static Optional<PeerBook> read(
      StateNotes notes, RandomGenerator random, Consumer<String> warn) {
    try {
      Optional<byte[]> kept = notes.read(NAME);
      Optional<PeerBook> book = kept.flatMap(bytes -> PeerBook.decode(bytes, random));
      if (kept.isPresent() && book.isEmpty()) {
        warn.accept("the file peers was damaged; this node remembers nobody");
        notes.setAside(NAME);
      }
      return book;
    } catch (DiskException broken) {
      warn.accept("the memory of nodes cannot be read: " + broken.getMessage());
      return Optional.empty();
    }
  }

  /** What is remembered. */
  PeerMemory memory() {
    return new PeerMemory(book, clock);
  }

  private void saveAgain() {
    save();
    timer.at(clock.nanos() + EVERY_NANOS);
  }

  /** One at a time; who finds another at it goes away, as that one knows nearly the same. */
  private void save() {
    if (book.changes() == saved || !saving.compareAndSet(false, true)) {
      return;
    }
    try {
      long changes = book.changes();
      notes.write(NAME, book.encode());
      saved = changes;
    } catch (DiskException full) {
      return; // nobody misses it but the next start
    } finally {
      saving.set(false);
    }
  }

  @Override
  public void close() {
    timer.close();
    save();
  }
}
