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
 * Fetches the metadata of a magnet link (BEP 9). A source has its turn: it is asked for all of it,
 * so that wrong metadata convicts who gave it. While that takes long, further sources have their
 * turns beside it; one that is slow, leaves or refuses loses its own. Pure.
 */
public final class MetadataFetch {
  /** The size of a block of metadata (BEP 9). */
  public static final int BLOCK = 1 << 14;

  /** The longest metadata that is fetched: 100,000 files with long names. */
  public static final int MAX_SIZE = 32 << 20;

  /** Turns at the same time: liars that give nothing have to be this many to be in the way. */
  private static final int MAX_TURNS = 4;

  /** The most that all turns together may bring: room for others beside the longest. */
  private static final long MAX_PROMISED = 2L * MAX_SIZE;

  /** Blocks asked for at once of one source. */
  private static final int PIPELINE = 8;

  /** One turn alone is given this long: most metadata has come by then. */
  private static final long ALONE_NANOS = 250_000_000L;

  /** A source that gives nothing for this long loses its turn. */
  private static final long PATIENCE_NANOS = 4_000_000_000L;

  /** The least rate, after the first patience, that keeps a turn while others wait. */
  private static final int LEAST_BLOCKS_A_SECOND = 2;

  private final Hash infoHash;
  private final TreeMap<Integer, Integer> offers = new TreeMap<>(); // source → size
  private final TreeMap<Integer, Turn> turns = new TreeMap<>();
  private final BitSet tried = new BitSet();
  private long lastBegun;
  private Optional<byte[]> info = Optional.empty();

  /** For the metadata with this hash. */
  public MetadataFetch(Hash infoHash) {
    this.infoHash = infoHash;
  }

  /** What one source was asked for, and gave. */
  private static final class Turn {
    final int size;
    final byte[][] blocks;
    final long begun;
    int asked;
    int came;
    long lastCame;

    Turn(int size, long nanos) {
      this.size = size;
      this.blocks = new byte[(size + BLOCK - 1) / BLOCK][];
      this.begun = nanos;
      this.lastCame = nanos;
    }

    /** When it ends if nothing more comes: sooner for one that only trickles while others wait. */
    long deadline(boolean othersWait) {
      long enough = begun + PATIENCE_NANOS + came * 1_000_000_000L / LEAST_BLOCKS_A_SECOND;
      long soon = lastCame + PATIENCE_NANOS;
      return othersWait && enough - soon < 0 ? enough : soon;
    }

    byte[] joined() {
      ByteArrayOutputStream all = new ByteArrayOutputStream(size);
      for (byte[] block : blocks) {
        all.writeBytes(block);
      }
      return all.toByteArray();
    }
  }

  /** A source says that it has this many bytes of metadata. */
  public void offered(int from, int bytes, long nanos, ObjIntConsumer<Integer> ask) {
    if (bytes > 0 && bytes <= MAX_SIZE && info.isEmpty()) {
      offers.put(from, bytes);
      tick(nanos, ask);
    }
  }

  /** A source is gone or refuses. */
  public void without(int from, long nanos, ObjIntConsumer<Integer> ask) {
    offers.remove(from);
    if (turns.remove(from) != null) {
      begin(nanos, ask);
    }
  }

  /** Time has passed. */
  public void tick(long nanos, ObjIntConsumer<Integer> ask) {
    boolean othersWait = next().isPresent();
    boolean ended = turns.values().removeIf(turn -> nanos - turn.deadline(othersWait) >= 0);
    if (ended || turns.isEmpty() || nanos - lastBegun >= ALONE_NANOS) {
      begin(nanos, ask);
    }
  }

  /** When {@link #tick} is to be called; MAX_VALUE: not at all. */
  public long deadline() {
    if (turns.isEmpty()) {
      return Long.MAX_VALUE;
    }
    boolean othersWait = next().isPresent();
    long first = othersWait && hasRoom() ? lastBegun + ALONE_NANOS : Long.MAX_VALUE;
    for (Turn turn : turns.values()) {
      first = Math.min(first, turn.deadline(othersWait));
    }
    return first;
  }

  /** Gives the next source its turn, if one waits and there is room. */
  private void begin(long nanos, ObjIntConsumer<Integer> ask) {
    if (turns.isEmpty() && next().isEmpty()) {
      tried.clear(); // everybody had a turn: begin again
    }
    Optional<Integer> next = hasRoom() ? next() : Optional.empty();
    if (next.isPresent()) {
      int source = next.get();
      tried.set(source);
      Turn turn = new Turn(offers.getOrDefault(source, 0), nanos);
      turns.put(source, turn);
      lastBegun = nanos;
      askMore(source, turn, ask);
    }
  }

  private boolean hasRoom() {
    return turns.size() < MAX_TURNS;
  }

  /** Who says what most say comes first, then who promises least: a wrong size is a lie. */
  private Optional<Integer> next() {
    long promised = turns.values().stream().mapToLong(turn -> turn.size).sum();
    return offers.entrySet().stream()
        .filter(offer -> !tried.get(offer.getKey()))
        .filter(offer -> promised + offer.getValue() <= MAX_PROMISED)
        .min(
            Comparator.<Map.Entry<Integer, Integer>>comparingLong(o -> -agreeing(o.getValue()))
                .thenComparingInt(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  private long agreeing(int bytes) {
    return offers.values().stream().filter(other -> other == bytes).count();
  }

  private static void askMore(int source, Turn turn, ObjIntConsumer<Integer> ask) {
    while (turn.asked < turn.blocks.length && turn.asked - turn.came < PIPELINE) {
      ask.accept(source, turn.asked++);
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
    Turn turn = turns.get(from);
    if (turn == null || block < 0 || block >= turn.asked || turn.blocks[block] != null) {
      return Result.MORE; // late or unasked
    }
    if (bytes.length != Math.min(BLOCK, turn.size - block * BLOCK)) {
      without(from, nanos, ask);
      return Result.WRONG;
    }
    turn.blocks[block] = bytes;
    turn.came++;
    turn.lastCame = nanos;
    askMore(from, turn, ask);
    if (turn.came < turn.blocks.length) {
      return Result.MORE;
    }
    byte[] all = turn.joined();
    if (!Hash.sha1(all).equals(infoHash)) {
      without(from, nanos, ask);
      return Result.WRONG;
    }
    info = Optional.of(all);
    turns.clear();
    offers.clear();
    return Result.DONE;
  }

  /** The metadata, after {@link Result#DONE}; empty before. */
  public byte[] info() {
    return info.orElse(new byte[0]);
  }
}
