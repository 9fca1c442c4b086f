package dev.shoal.bittorrent.extension;

import dev.shoal.base.Hash;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/**
 * Fetches the metadata of a magnet link (BEP 9): whole from one source at a time, so that a wrong
 * one convicts it; the next source's turn comes when this one is slow, leaves or refuses. Pure.
 */
public final class MetadataFetch {
  /** The size of a block of metadata (BEP 9). */
  public static final int BLOCK = 1 << 14;

  /** The longest metadata that is fetched: 100,000 files with long names. */
  public static final int MAX_SIZE = 32 << 20;

  /** Blocks asked for at once. */
  private static final int PIPELINE = 8;

  /** A source that gives nothing for this long loses its turn. */
  private static final long PATIENCE_NANOS = 4_000_000_000L;

  /** The least rate, after the first patience, that keeps a turn while others wait. */
  private static final int LEAST_BLOCKS_A_SECOND = 2;

  private static final int NOBODY = -1;

  private final Hash infoHash;
  private final TreeMap<Integer, Integer> offers = new TreeMap<>(); // source → size
  private final BitSet tried = new BitSet();
  private int source = NOBODY;
  private byte[][] blocks = {};
  private int size;
  private int asked;
  private int came;
  private long begun;
  private long deadline = Long.MAX_VALUE;
  private boolean done;

  /** For the metadata with this hash. */
  public MetadataFetch(Hash infoHash) {
    this.infoHash = infoHash;
  }

  /** A source says that it has this many bytes of metadata. */
  public void offered(int from, int bytes, long nanos, ObjIntConsumer<Integer> ask) {
    if (bytes > 0 && bytes <= MAX_SIZE && !done) {
      offers.put(from, bytes);
      if (source == NOBODY) {
        nextSource(nanos, ask);
      }
    }
  }

  /** A source is gone or refuses. */
  public void without(int from, long nanos, ObjIntConsumer<Integer> ask) {
    offers.remove(from);
    if (from == source) {
      nextSource(nanos, ask);
    }
  }

  /** Time has passed. */
  public void tick(long nanos, ObjIntConsumer<Integer> ask) {
    if (source != NOBODY && nanos - deadline >= 0) {
      nextSource(nanos, ask);
    }
  }

  /** When the turn ends if nothing more comes: sooner for one that only trickles. */
  private long deadline(long nanos) {
    long enough = begun + PATIENCE_NANOS + came * 1_000_000_000L / LEAST_BLOCKS_A_SECOND;
    long soon = nanos + PATIENCE_NANOS;
    return offers.size() > 1 && enough - soon < 0 ? enough : soon;
  }

  /** When {@link #tick} is to be called; MAX_VALUE: not at all. */
  public long deadline() {
    return source == NOBODY ? Long.MAX_VALUE : deadline;
  }

  private void nextSource(long nanos, ObjIntConsumer<Integer> ask) {
    Optional<Integer> next = next();
    if (next.isEmpty()) {
      tried.clear(); // everybody had a turn: begin again
      next = next();
    }
    source = next.orElse(NOBODY);
    if (source == NOBODY) {
      return;
    }
    tried.set(source);
    size = offers.getOrDefault(source, 0);
    blocks = new byte[(size + BLOCK - 1) / BLOCK][];
    asked = 0;
    came = 0;
    begun = nanos;
    deadline = deadline(nanos);
    askMore(ask);
  }

  /** Who says what most say comes first, then who promises least: a wrong size is a lie. */
  private Optional<Integer> next() {
    return offers.entrySet().stream()
        .filter(offer -> !tried.get(offer.getKey()))
        .min(
            Comparator.<Map.Entry<Integer, Integer>>comparingLong(o -> -agreeing(o.getValue()))
                .thenComparingInt(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  private long agreeing(int bytes) {
    return offers.values().stream().filter(other -> other == bytes).count();
  }

  private void askMore(ObjIntConsumer<Integer> ask) {
    while (asked < blocks.length && asked - came < PIPELINE) {
      ask.accept(source, asked++);
    }
  }

  /** How a block was taken. */
  public enum Result {
    MORE,
    DONE,
    /** All came from this source, and the hash is wrong. */
    WRONG
  }

  /** A block came. */
  public Result block(int from, int block, byte[] bytes, long nanos, ObjIntConsumer<Integer> ask) {
    if (from != source || block < 0 || block >= asked || blocks[block] != null) {
      return Result.MORE; // late or unasked
    }
    if (bytes.length != Math.min(BLOCK, size - block * BLOCK)) {
      without(from, nanos, ask);
      return Result.WRONG;
    }
    blocks[block] = bytes;
    came++;
    deadline = deadline(nanos);
    askMore(ask);
    if (came < blocks.length) {
      return Result.MORE;
    }
    if (Hash.sha1(info()).equals(infoHash)) {
      source = NOBODY;
      done = true;
      return Result.DONE;
    }
    without(from, nanos, ask);
    return Result.WRONG;
  }

  /** The metadata, after {@link Result#DONE}. */
  public byte[] info() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(size);
    for (byte[] block : blocks) {
      all.writeBytes(block);
    }
    return all.toByteArray();
  }
}
