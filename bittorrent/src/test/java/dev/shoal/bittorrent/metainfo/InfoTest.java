package dev.shoal.bittorrent.metainfo;

import static dev.shoal.bittorrent.metainfo.Torrents.encode;
import static dev.shoal.bittorrent.metainfo.Torrents.file;
import static dev.shoal.bittorrent.metainfo.Torrents.folder;
import static dev.shoal.bittorrent.metainfo.Torrents.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.content.FileAttributes;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.testkit.Noise;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InfoTest {
  @Test
  void readsASingleFile() {
    byte[] raw = encode(single());
    Info info = Info.parse(raw);
    assertThat(info.layout()).isEqualTo(file("solo.bin", 40_000, 16_384));
    assertThat(info.pieces()).isEqualTo(new Noise(1).bytes(60));
    assertThat(info.piece(2)).isEqualTo(Hash.of(new Noise(1).bytes(40, 20)));
    assertThat(info.isPrivate()).isFalse();
    assertThat(info.source()).isEmpty();
    assertThat(info.infoHash()).isEqualTo(Hash.sha1(raw));
    assertThat(info.raw()).isEqualTo(ByteBuffer.wrap(raw));
  }

  @Test
  void readsAFolder() {
    Map<String, Bencoded> of = folder(file(3, "a"), file(0, "b", "c"), file(9, "é"));
    of.put("pieces", Bencoded.of(new byte[20]));
    Layout layout = Info.parse(encode(of)).layout();
    assertThat(layout.folder()).isTrue();
    assertThat(layout.length()).isEqualTo(12);
    assertThat(layout.files())
        .containsExactly(
            new FileEntry(List.of("a"), 0, 3),
            new FileEntry(List.of("b", "c"), 3, 0),
            new FileEntry(List.of("é"), 3, 9));
  }

  @Test
  void theInfoHashIsThatOfTheOriginalBytes() {
    byte[] odd =
        ("d4:name1:x12:piece lengthi16384e6:lengthi1e1:zi0e6:pieces20:" + "h".repeat(20) + "e")
            .getBytes(StandardCharsets.US_ASCII);
    Info info = Info.parse(odd);
    assertThat(info.infoHash()).isEqualTo(Hash.sha1(odd));
    assertThat(Metainfo.parse(new Metainfo(info, List.of()).encode()).info()).isEqualTo(info);
  }

  @Test
  void prefersWhatIsSaidToBeUtf8() {
    Map<String, Bencoded> of = folder();
    Bencoded path = Bencoded.listOf(Bencoded.of("über"));
    Bencoded other = Bencoded.listOf(Bencoded.of(new byte[] {(byte) 0xFC, 'b'}));
    of.put(
        "files",
        Bencoded.listOf(
            Bencoded.dict().put("length", 0).put("path", other).put("path.utf-8", path).build(),
            Bencoded.dict().put("length", 0).put("path", other).build()));
    of.put("name", Bencoded.of(new byte[] {(byte) 0xE9}));
    of.put("name.utf-8", Bencoded.of("é"));
    Layout layout = Info.parse(encode(of)).layout();
    assertThat(layout.name()).isEqualTo("é");
    assertThat(layout.files())
        .extracting(FileEntry::path)
        .containsExactly(List.of("über"), List.of("\uFFFDb"));
  }

  @Test
  void paddingKeepsItsPlace() {
    Bencoded padding =
        Bencoded.dict()
            .put("attr", "p")
            .put("length", 16_383)
            .put("path", Bencoded.listOf(Bencoded.of(".pad"), Bencoded.of("16383")))
            .build();
    Map<String, Bencoded> of = folder(file(1, "a"), padding, file(1, "b"));
    of.put("pieces", Bencoded.of(new byte[40]));
    assertThat(Info.parse(encode(of)).layout().files())
        .extracting(FileEntry::offset, FileEntry::padding)
        .containsExactly(tuple(0L, false), tuple(1L, true), tuple(16_384L, false));
  }

  @Test
  void aSymbolicLinkHasNoBytes() {
    Bencoded link =
        Bencoded.dict()
            .put("attr", "l")
            .put("path", Bencoded.listOf(Bencoded.of("link")))
            .put("symlink path", Bencoded.listOf(Bencoded.of("a")))
            .build();
    Layout layout = Info.parse(encode(folder(link))).layout();
    assertThat(layout.length()).isZero();
    assertThat(layout.files().getFirst().attributes())
        .isEqualTo(FileAttributes.linkTo(List.of("a")));
  }

  @Test
  void aSingleFileMayBeAProgramButNoPaddingOrLink() {
    Map<String, Bencoded> of = single();
    of.put("attr", Bencoded.of("hlpxz"));
    FileEntry file = Info.parse(encode(of)).layout().files().getFirst();
    assertThat(file.length()).isEqualTo(40_000);
    assertThat(file.attributes().letters()).isEqualTo("hx");
  }

  @Test
  void aHybridIsReadAsVersion1() {
    Map<String, Bencoded> of = single();
    of.put("meta version", Bencoded.of(2));
    of.put("file tree", Bencoded.dict().build());
    assertThat(Info.parse(encode(of)).layout().length()).isEqualTo(40_000);
  }

  @Test
  void privateIsWhatIsNotZero() {
    Map<String, Bencoded> of = single();
    of.put("private", Bencoded.of(0));
    assertThat(Info.parse(encode(of)).isPrivate()).isFalse();
    of.put("private", Bencoded.of(1));
    assertThat(Info.parse(encode(of)).isPrivate()).isTrue();
  }

  @Test
  void takesManyFilesAndLargePieces() {
    int count = 200_000;
    Map<String, Bencoded> of =
        folder(
            IntStream.range(0, count)
                .mapToObj(i -> file(64 << 20, "folder" + i % 100, "file" + i))
                .toArray(Bencoded[]::new));
    of.put("piece length", Bencoded.of(64 << 20));
    of.put("pieces", Bencoded.of(new byte[20 * count]));
    Layout layout = Info.parse(encode(of)).layout();
    assertThat(layout.files()).hasSize(count);
    assertThat(layout.pieces()).isEqualTo(count);
  }

  @Test
  void whatIsWrittenIsRead() {
    Property.forAll(draw -> {
      Layout layout = draw.note("layout", Torrents.anyLayout(draw));
      byte[] digests = draw.bytes(layout.pieces() * Hash.SHA1_LENGTH);
      String source = draw.text();
      Info info = InfoWriter.write(layout, digests, draw.oneIn(2), source);
      assertThat(info.layout()).isEqualTo(layout);
      assertThat(info.pieces()).isEqualTo(digests);
      assertThat(info.source().orElse("")).isEqualTo(source);
      Info again = InfoWriter.write(layout, digests, info.isPrivate(), source);
      assertThat(again.raw()).isEqualTo(info.raw());
      assertThat(Bencode.encode(info.dictionary())).isEqualTo(info.dictionary().raw());
    });
  }
}
