package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Bytes as bodies of journal entries, with good checksums, as chance alone never makes one: each is
 * read or ends the journal, and what they say together can be written and read again.
 */
class JournalFuzzTest {
  private static final Layout LAYOUT = Layouts.folder(16, 40, 30, 40);

  @FuzzTest(maxDuration = "1m")
  void entries(byte[] bytes) {
    JournalState state = new JournalState();
    for (int at = 0; at < bytes.length; ) { // a byte says how long the next body is
      int length = Math.min(bytes[at] & 0xFF, bytes.length - at - 1);
      ByteBuffer in = sealed(Arrays.copyOfRange(bytes, at + 1, at + 1 + length));
      var record = Journal.record(in);
      assertThat(in.position()).isEqualTo(record.isPresent() ? in.limit() : 0);
      record.ifPresent(state::apply);
      at += 1 + length;
    }
    Placement placement = Placement.of(LAYOUT, Path.of("/to"), Selection.all(LAYOUT));
    List<FileStamp> stamps = List.of(new FileStamp(0, 40, 1), new FileStamp(1, 30, 2));
    var header =
        new JournalRecord.Header(1, "boot", LAYOUT.fingerprint().hex(), state.header().root());
    var trusted = state.trust(header, LAYOUT, placement.wanted(), stamps);
    assertThat(trusted.trusted().length()).isLessThanOrEqualTo(LAYOUT.pieces());
    JournalState again = new JournalState();
    for (JournalRecord record : state.records(7)) {
      again.apply(Journal.record(ByteBuffer.wrap(record.encode())).orElseThrow());
    }
    for (JournalRecord.Bits set : JournalRecord.Bits.values()) {
      assertThat(again.get(set)).isEqualTo(state.get(set));
    }
  }

  private static ByteBuffer sealed(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, body.length));
    crc.update(body);
    return ByteBuffer.allocate(JournalRecord.FRAME + body.length)
        .putInt(body.length)
        .putInt((int) crc.getValue())
        .put(body)
        .flip();
  }
}
