package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import dev.shoal.testkit.Property;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that was cut or damaged at any place says what it said before that place. */
class JournalDamageTest {
  private static final Layout LAYOUT = Layouts.folder(16, 400, 300);

  @TempDir private Path folder;
  private final FailingDisk disk = new FailingDisk();
  private Path path = Path.of("");
  private byte[] whole = {};

  /** What was verified once the journal had so many bytes. */
  private final List<BitSet> verifiedAt = new ArrayList<>();

  private Journal open() {
    return new Journal(disk, path, Clock.system(), "boot");
  }

  @BeforeEach
  void writeOne() throws IOException {
    path = folder.resolve("journal");
    try (var journal = open()) {
      journal.resume(LAYOUT, Placement.of(LAYOUT, folder, Selection.all(LAYOUT)), List.of());
      remember(journal);
      for (int piece = 0; piece < 40; piece += 3) {
        BitSet pieces = new BitSet();
        pieces.set(piece, piece + 2);
        journal.verified(pieces);
        remember(journal);
        journal.settled(List.of(new FileStamp(piece % 2, piece, piece)));
        journal.alive();
        journal.forced(pieces);
        remember(journal);
      }
    }
    whole = Files.readAllBytes(path);
  }

  private void remember(Journal journal) throws IOException {
    while (verifiedAt.size() <= Files.size(path)) {
      verifiedAt.add(verifiedAt.isEmpty() ? new BitSet() : verifiedAt.getLast());
    }
    verifiedAt.set(verifiedAt.size() - 1, journal.verified());
  }

  @Test
  void cutAtEachByteItGoesOnFromThere() throws IOException {
    BitSet more = new BitSet();
    more.set(43);
    for (int length = 0; length <= whole.length; length++) {
      path = folder.resolve("cut" + length); // writing one over takes ext4 its time
      Files.write(path, Arrays.copyOf(whole, length));
      try (var journal = open()) {
        assertThat(journal.verified()).as("cut at %d", length).isEqualTo(verifiedAt.get(length));
        journal.verified(more);
      }
      try (var journal = open()) {
        BitSet expected = (BitSet) verifiedAt.get(length).clone();
        expected.or(more);
        assertThat(journal.verified()).as("cut at %d, then more", length).isEqualTo(expected);
      }
    }
  }

  @Test
  void aFlippedBitEndsItThere() throws IOException {
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      path = folder.resolve("flipped" + at);
      Files.write(path, damaged);
      try (var journal = open()) {
        // Only the whole entries in front of it count.
        assertThat(journal.verified()).as("byte %d", at).isEqualTo(verifiedAt.get(at));
      }
    }
  }

  @Test
  void whatADamagedOneMayHaveSaidIsLookedUpOnce() throws IOException {
    Files.write(path, new byte[1], StandardOpenOption.APPEND);
    Placement placement = Placement.of(LAYOUT, folder, Selection.all(LAYOUT));
    try (var journal = open()) {
      var known = journal.look(LAYOUT, placement, List.of());
      assertThat(known.doubtful()).isEqualTo(verifiedAt.getLast());
      var resumed = journal.resume(LAYOUT, placement, List.of());
      assertThat(resumed.trusted().isEmpty()).isTrue();
      assertThat(resumed.doubtful().cardinality()).isEqualTo(LAYOUT.pieces());
    }
    try (var journal = open()) {
      var again = journal.resume(LAYOUT, placement, List.of());
      assertThat(again.doubtful()).isEqualTo(verifiedAt.getLast());
    }
  }

  @Test
  void anyBytesAreNoHarm() {
    Property.forAll(draw -> {
      byte[] noise = draw.bytes();
      byte[] body = draw.bytes(draw.between(9, 9 + draw.size()));
      body[0] = (byte) "HGSAC?".charAt(draw.between(0, 5));
      for (byte[] bytes : List.of(noise, sealed(body))) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var record = Journal.record(in);
        assertThat(in.position()).isEqualTo(record.isPresent() ? bytes.length : 0);
      }
    });
  }

  /** A body with a good length and checksum. */
  private static byte[] sealed(byte[] body) {
    ByteBuffer crcOf = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
    var crc = new java.util.zip.CRC32C();
    crc.update(crcOf);
    return ByteBuffer.allocate(JournalRecord.FRAME + body.length)
        .putInt(body.length)
        .putInt((int) crc.getValue())
        .put(body)
        .array();
  }

  @Test
  void entriesComeBackAsTheyWere() {
    BitSet odd = new BitSet();
    IntStream.range(0, 3 * JournalRecord.MAX_LIST).forEach(i -> odd.set(2 * i));
    List<JournalRecord> records = new ArrayList<>();
    records.add(new JournalRecord.Header(1, "boot", "print", "/r\u00f6\u00f6t/\ud83d\udc1f"));
    records.addAll(JournalRecord.grow(2, JournalRecord.Bits.VERIFIED, odd));
    records.addAll(JournalRecord.settled(3, List.of(new FileStamp(1, 1L << 40, -5))));
    records.add(new JournalRecord.Closed(Long.MAX_VALUE));
    assertThat(records).hasSize(6);
    for (JournalRecord record : records) {
      var decoded = JournalRecord.decode(ByteBuffer.wrap(record.encode())).orElseThrow();
      if (record instanceof JournalRecord.Grow(long millis, var set, int[] runs)) {
        var grow = (JournalRecord.Grow) decoded;
        assertThat(grow.millis()).isEqualTo(millis);
        assertThat(grow.set()).isEqualTo(set);
        assertThat(grow.runs()).isEqualTo(runs);
      } else {
        assertThat(decoded).isEqualTo(record);
      }
    }
  }

  @Test
  void aFullDiskCostsWhatDidNotFitAndNothingElse() {
    BitSet more = new BitSet();
    more.set(43);
    try (var journal = open()) {
      disk.room.set(11);
      assertThatThrownBy(() -> journal.verified(more)).isInstanceOf(DiskException.class);
      assertThat(journal.verified()).isEqualTo(verifiedAt.getLast());
    }
    disk.room.set(1000);
    try (var journal = open()) {
      assertThat(journal.verified()).isEqualTo(verifiedAt.getLast());
      disk.room.set(11);
      Placement placement = Placement.of(LAYOUT, folder, Selection.all(LAYOUT));
      assertThatThrownBy(() -> journal.resume(LAYOUT, placement, List.of()))
          .isInstanceOf(DiskException.class);
    }
    try (var journal = open()) {
      assertThat(journal.verified()).isEqualTo(verifiedAt.getLast());
    }
  }
}
