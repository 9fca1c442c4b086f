package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.DictBuilder;
import dev.shoal.content.FileAttributes;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Noise;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Torrents that several tests use. */
final class Torrents {
  private Torrents() {}

  /** The entries of a correct info dictionary of one file, to be changed and encoded. */
  static Map<String, Bencoded> single() {
    Map<String, Bencoded> info = new LinkedHashMap<>();
    info.put("length", Bencoded.of(40_000));
    info.put("name", Bencoded.of("solo.bin"));
    info.put("piece length", Bencoded.of(16_384));
    info.put("pieces", Bencoded.of(new Noise(1).bytes(60)));
    return info;
  }

  /** The same with a folder of these files, none of which has a byte. */
  static Map<String, Bencoded> folder(Bencoded... files) {
    Map<String, Bencoded> info = single();
    info.remove("length");
    info.put("files", Bencoded.listOf(files));
    info.put("pieces", Bencoded.of(""));
    return info;
  }

  static BDict file(long length, String... path) {
    List<Bencoded> names = List.of(path).stream().<Bencoded>map(Bencoded::of).toList();
    return Bencoded.dict().put("length", length).put("path", new BList(names)).build();
  }

  static BDict dict(Map<String, Bencoded> entries) {
    DictBuilder builder = Bencoded.dict();
    entries.forEach(builder::put);
    return builder.build();
  }

  static byte[] encode(Map<String, Bencoded> entries) {
    return Bencode.encode(dict(entries));
  }

  static Layout folder(String name, int pieceLength, List<List<String>> paths, List<Long> lengths) {
    List<FileEntry> files = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < paths.size(); i++) {
      files.add(new FileEntry(paths.get(i), offset, lengths.get(i)));
      offset += lengths.get(i);
    }
    return new Layout(name, true, files, offset, pieceLength);
  }

  static Layout file(String name, long length, int pieceLength) {
    List<FileEntry> files = List.of(new FileEntry(List.of(), 0, length));
    return new Layout(name, false, files, length, pieceLength);
  }

  /** The digests of the pieces of these bytes. */
  static byte[] digests(byte[] content, int pieceLength) {
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (int at = 0; at < content.length; at += pieceLength) {
      var piece = Hash.sha1();
      piece.update(content, at, Math.min(pieceLength, content.length - at));
      digests.writeBytes(piece.digest());
    }
    return digests.toByteArray();
  }

  /** Any layout a person could share, padding among it. */
  static Layout anyLayout(Draw draw) {
    int pieceLength = 1 << draw.between(4, 14);
    if (draw.oneIn(3)) {
      return file(draw.text(), draw.between(0, 10_000), pieceLength);
    }
    List<FileEntry> files = new ArrayList<>();
    long offset = 0;
    for (int i = draw.between(1, draw.size() + 1); i > 0; i--) {
      List<String> path = new ArrayList<>();
      for (int depth = draw.between(1, 4); depth > 0; depth--) {
        path.add(draw.text());
      }
      FileAttributes attributes = anyAttributes(draw);
      int length = attributes.link().isPresent() ? 0 : draw.between(0, 5000);
      FileEntry file = new FileEntry(path, offset, length, attributes);
      files.add(file);
      offset = file.end();
    }
    return new Layout(draw.text(), true, files, offset, pieceLength);
  }

  private static FileAttributes anyAttributes(Draw draw) {
    boolean link = draw.oneIn(5);
    Optional<List<String>> target =
        Optional.of(draw.list(() -> draw.text().replace('/', '_').replace("..", "_")))
            .filter(_ -> link);
    return FileAttributes.of(!link && draw.oneIn(5), draw.oneIn(5), draw.oneIn(5), target);
  }

  static Info anyInfo(Draw draw) {
    Layout layout = anyLayout(draw);
    byte[] digests = draw.bytes(layout.pieces() * Hash.SHA1_LENGTH);
    return InfoWriter.write(layout, digests, draw.oneIn(2), draw.oneIn(2) ? draw.text() : "");
  }
}
