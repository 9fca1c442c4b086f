package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.content.Layout;
import dev.shoal.testkit.Noise;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The info-hashes that mktorrent 1.1 gave for the same files and piece lengths. */
class MktorrentTest {
  @Test
  void aFolder() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new Noise(3).bytes(5));
    content.writeBytes(new Noise(2).bytes(70_000));
    content.writeBytes(new Noise(1).bytes(100_000));
    // In the byte order of whole paths, in which a dot comes before a slash.
    Layout layout =
        Torrents.folder(
            "album",
            1 << 15,
            List.of(List.of("a.txt"), List.of("a", "ü.bin"), List.of("b.bin"), List.of("empty")),
            List.of(5L, 70_000L, 100_000L, 0L));
    byte[] digests = Torrents.digests(content.toByteArray(), 1 << 15);
    assertThat(InfoWriter.write(layout, digests, false, "").infoHash())
        .isEqualTo(Hash.ofHex("b71c53771a0e2ab48587c1717346be7391f08423"));
  }

  @Test
  void aPrivateFileWithASource() {
    byte[] digests = Torrents.digests(new Noise(4).bytes(200_001), 1 << 16);
    Layout layout = Torrents.file("solo.bin", 200_001, 1 << 16);
    assertThat(InfoWriter.write(layout, digests, true, "PTR").infoHash())
        .isEqualTo(Hash.ofHex("e382a12b84a86e096ec1de86136c4375d46e40bd"));
  }
}
