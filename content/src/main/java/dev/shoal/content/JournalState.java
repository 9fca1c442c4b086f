package dev.shoal.content;

import dev.shoal.content.JournalRecord.Alive;
import dev.shoal.content.JournalRecord.Bits;
import dev.shoal.content.JournalRecord.Closed;
import dev.shoal.content.JournalRecord.Grow;
import dev.shoal.content.JournalRecord.Header;
import dev.shoal.content.JournalRecord.Settled;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the entries of a {@link Journal} say together. Pure. */
final class JournalState {
  private Header header = new Header(0, "", "", "");
  private final Map<Bits, BitSet> sets = new EnumMap<>(Bits.class);
  private final Map<Integer, FileStamp> settled = new TreeMap<>();
  private long lastMillis;
  private boolean closed;

  JournalState() {
    for (Bits set : Bits.values()) {
      sets.put(set, new BitSet());
    }
  }

  Header header() {
    return header;
  }

  /** The set itself. */
  BitSet get(Bits set) {
    return sets.getOrDefault(set, new BitSet());
  }

  void apply(JournalRecord record) {
    closed = record instanceof Closed;
    lastMillis = record.millis(); // not the latest: the clock may have been put back since
    switch (record) {
      case Header fresh -> {
        header = fresh;
        sets.values().forEach(BitSet::clear);
        settled.clear();
      }
      case Grow grow -> {
        for (int i = 0; i < grow.runs().length; i += 2) {
          get(grow.set()).set(grow.runs()[i], grow.runs()[i] + grow.runs()[i + 1]);
        }
        if (grow.set() == Bits.VERIFIED) {
          get(Bits.DOUBTFUL).andNot(get(Bits.VERIFIED));
        }
      }
      case Settled files -> files.stamps().forEach(stamp -> settled.put(stamp.file(), stamp));
      case Alive _, Closed _ -> {}
    }
  }

  /** The fewest entries that say the same. */
  List<JournalRecord> records(long millis) {
    List<JournalRecord> records = new ArrayList<>();
    records.add(header);
    sets.forEach((set, bits) -> records.addAll(JournalRecord.grow(millis, set, bits)));
    records.addAll(JournalRecord.settled(millis, List.copyOf(settled.values())));
    return records;
  }

  /**
   * Which pieces need not be read again.
   *
   * @param now what the next run is about
   * @param wanted its wanted files
   * @param stamps what its files look like now
   */
  Journal.Resumed trust(Header now, Layout layout, Selection wanted, List<FileStamp> stamps) {
    BitSet known = (BitSet) get(Bits.VERIFIED).clone();
    known.or(get(Bits.DOUBTFUL));
    known.clear(layout.pieces(), Math.max(layout.pieces(), known.length()));
    BitSet trusted = new BitSet();
    if (!now.fingerprint().equals(header.fingerprint())) {
      return new Journal.Resumed(trusted, new BitSet());
    }
    if (now.root().equals(header.root())) {
      // After a power cut the page cache is gone: only what was forced before can be there.
      boolean sameBoot = !now.boot().isEmpty() && now.boot().equals(header.boot());
      trusted.or(get(sameBoot ? Bits.VERIFIED : Bits.FORCED));
      trusted.and(get(Bits.VERIFIED));
      trusted.and(known);
      distrust(trusted, layout, wanted, stamps);
    }
    known.andNot(trusted);
    return new Journal.Resumed(trusted, known);
  }

  private void distrust(BitSet trusted, Layout layout, Selection wanted, List<FileStamp> stamps) {
    int files = layout.files().size();
    BitSet intact = new BitSet();
    for (FileStamp stamp : stamps) {
      long length = stamp.file() < files ? layout.files().get(stamp.file()).length() : -1;
      intact.set(stamp.file(), isIntact(stamp, length));
    }
    for (int file = 0; file < files; file++) {
      boolean sameUse = wanted.wants(file) == get(Bits.WANTED).get(file);
      boolean padding = layout.files().get(file).padding(); // nothing that could have changed
      if (!padding && (!sameUse || !intact.get(wanted.wants(file) ? file : files))) {
        trusted.clear(layout.firstPiece(file), layout.endPiece(file));
      }
    }
  }

  /** Whether a file is as it was left; a length below 0 is not known. */
  private boolean isIntact(FileStamp now, long length) {
    FileStamp then = settled.get(now.file());
    if (then != null || closed) {
      return now.equals(then);
    }
    long latest = lastMillis + Journal.TRUST_MILLIS;
    return (length < 0 || now.size() == length) && now.modifiedNanos() / 1_000_000 <= latest;
  }
}
