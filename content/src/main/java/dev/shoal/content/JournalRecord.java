package dev.shoal.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One entry of a {@link Journal}: 4 bytes length of the body, 4 bytes CRC-32C over length and body,
 * the body: 1 byte kind, 8 bytes milliseconds since 1970, the rest by kind. Big-endian. An entry of
 * an unknown kind is of a later version and ends the journal: what it says cannot be passed over.
 */
sealed interface JournalRecord {
  /** Bytes of a body: lists are split below it, so that a damaged length is seen as one. */
  int MAX_BODY = 1 << 20;

  /** Bytes in front of a body. */
  int FRAME = 8;

  /** Bytes of a body that has only kind and time. */
  int MIN_BODY = 9;

  /** Bytes of a stamp. */
  int STAMP = 20;

  /** Runs or stamps in one entry. */
  int MAX_LIST = 32_768;

  /** The highest number of a piece or file; a guard of memory against a forged journal. */
  int MAX_INDEX = 1 << 27;

  /** When it was written, milliseconds since 1970. */
  long millis();

  /** What the journal is about; what came before it counts no more. */
  record Header(long millis, String boot, String fingerprint, String root)
      implements JournalRecord {}

  /** A set grows by runs: from, length, from, length, … */
  record Grow(long millis, Bits set, int[] runs) implements JournalRecord {}

  /** Exact stamps of files that are not written any more. */
  record Settled(long millis, List<FileStamp> stamps) implements JournalRecord {}

  /** It was still at work then. */
  record Alive(long millis) implements JournalRecord {}

  /** It ended in order; the stamps before it are of all files. */
  record Closed(long millis) implements JournalRecord {}

  /** A set of pieces or files. */
  enum Bits {
    WANTED('W'),
    VERIFIED('V'),
    DOUBTFUL('D'),
    FORCED('F');

    private final byte code;

    Bits(char code) {
      this.code = (byte) code;
    }
  }

  /** The entries that make a set grow by all of these. */
  static List<JournalRecord> grow(long millis, Bits set, BitSet by) {
    List<JournalRecord> records = new ArrayList<>();
    int[] runs = new int[2 * MAX_LIST];
    int n = 0;
    for (int from = by.nextSetBit(0), to; from >= 0; from = by.nextSetBit(to)) {
      to = by.nextClearBit(from);
      runs[n++] = from;
      runs[n++] = to - from;
      if (n == runs.length) {
        records.add(new Grow(millis, set, runs.clone()));
        n = 0;
      }
    }
    if (n > 0) {
      records.add(new Grow(millis, set, Arrays.copyOf(runs, n)));
    }
    return records;
  }

  /** The entries that settle all of these files. */
  static List<JournalRecord> settled(long millis, List<FileStamp> stamps) {
    List<JournalRecord> records = new ArrayList<>();
    for (int from = 0; from < stamps.size(); from += MAX_LIST) {
      int to = Math.min(stamps.size(), from + MAX_LIST);
      records.add(new Settled(millis, List.copyOf(stamps.subList(from, to))));
    }
    return records;
  }

  /** The entry as bytes. */
  default byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(FRAME + MIN_BODY + room()).position(FRAME);
    switch (this) {
      case Header header -> {
        out.put((byte) 'H').putLong(millis());
        put(out, header.boot);
        put(out, header.fingerprint);
        put(out, header.root);
      }
      case Grow grow -> {
        out.put((byte) 'G').putLong(millis()).put(grow.set.code);
        out.putInt(grow.runs.length / 2);
        out.asIntBuffer().put(grow.runs);
        out.position(out.position() + grow.runs.length * Integer.BYTES);
      }
      case Settled settled -> {
        out.put((byte) 'S').putLong(millis()).putInt(settled.stamps.size());
        for (FileStamp stamp : settled.stamps) {
          out.putInt(stamp.file()).putLong(stamp.size()).putLong(stamp.modifiedNanos());
        }
      }
      case Alive _ -> out.put((byte) 'A').putLong(millis());
      case Closed _ -> out.put((byte) 'C').putLong(millis());
    }
    int length = out.flip().limit() - FRAME;
    out.putInt(0, length).putInt(4, crc(length, out.slice(FRAME, length)));
    byte[] bytes = new byte[FRAME + length];
    out.get(bytes);
    return bytes;
  }

  /** At least the bytes of the body behind kind and time. */
  private int room() {
    return switch (this) {
      case Header(_, String boot, String fingerprint, String root) ->
          3 * (Integer.BYTES + boot.length() + fingerprint.length() + root.length());
      case Grow grow -> 1 + Integer.BYTES * (1 + grow.runs.length);
      case Settled settled -> Integer.BYTES + STAMP * settled.stamps.size();
      case Alive _, Closed _ -> 0;
    };
  }

  /** The entry at the buffer's position, which moves behind it; empty if none is whole there. */
  static Optional<JournalRecord> decode(ByteBuffer in) {
    if (in.remaining() < FRAME) {
      return Optional.empty();
    }
    int start = in.position();
    int length = in.getInt(start);
    if (length < MIN_BODY || length > Math.min(MAX_BODY, in.remaining() - FRAME)) {
      return Optional.empty();
    }
    ByteBuffer body = in.slice(start + FRAME, length);
    if (in.getInt(start + 4) != crc(length, body.duplicate())) {
      return Optional.empty();
    }
    Optional<JournalRecord> record = body(body);
    record.ifPresent(_ -> in.position(start + FRAME + length));
    return record;
  }

  private static Optional<JournalRecord> body(ByteBuffer in) {
    byte kind = in.get();
    long millis = in.getLong();
    return switch (kind) {
      case 'H' -> Optional.of(new Header(millis, text(in), text(in), text(in)));
      case 'G' -> grow(in, millis);
      case 'S' -> settled(in, millis);
      case 'A' -> Optional.of(new Alive(millis));
      case 'C' -> Optional.of(new Closed(millis));
      default -> Optional.empty(); // of a later version: nothing behind it can be relied on
    };
  }

  private static Optional<JournalRecord> grow(ByteBuffer in, long millis) {
    byte code = in.get();
    Optional<Bits> set = Arrays.stream(Bits.values()).filter(bits -> bits.code == code).findAny();
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / (2 * Integer.BYTES)) {
      return Optional.empty(); // no more is made room for than is there
    }
    int[] runs = new int[2 * count];
    in.asIntBuffer().get(runs);
    for (int i = 0; i < runs.length; i += 2) {
      if (runs[i] < 0 || runs[i + 1] < 1 || runs[i] > MAX_INDEX - runs[i + 1]) {
        return Optional.empty();
      }
    }
    return set.map(bits -> new Grow(millis, bits, runs));
  }

  private static Optional<JournalRecord> settled(ByteBuffer in, long millis) {
    List<FileStamp> stamps = new ArrayList<>();
    for (int n = in.getInt(); n > 0; n--) {
      stamps.add(new FileStamp(in.getInt(), in.getLong(), in.getLong()));
    }
    return Optional.of(new Settled(millis, stamps));
  }

  private static void put(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(bytes.length).put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[Math.min(in.getInt(), in.remaining())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int crc(int length, ByteBuffer body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    crc.update(body);
    return (int) crc.getValue();
  }
}
