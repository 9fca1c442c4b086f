package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.DictBuilder;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.util.List;

/** The maker of info dictionaries of version 1 (BEP 3). Equal contents give equal bytes. */
public final class InfoWriter {
  private InfoWriter() {}

  /**
   * The info dictionary of a content.
   *
   * @param pieces the SHA-1 digests of all pieces, 20 bytes each
   * @param isPrivate whether only its own trackers may name peers (BEP 27)
   * @param source what a private tracker wants written; empty for nothing
   * @throws dev.shoal.base.Problem of kind INVALID if it would be refused by {@link Info#parse}
   */
  public static Info write(Layout layout, byte[] pieces, boolean isPrivate, String source) {
    if (pieces.length != (long) layout.pieces() * Hash.SHA1_LENGTH) {
      throw new IllegalArgumentException("digests for another number of pieces");
    }
    DictBuilder info =
        Bencoded.dict()
            .put("name", layout.name())
            .put("piece length", layout.pieceLength())
            .put("pieces", pieces);
    if (layout.folder()) {
      info.put("files", new BList(layout.files().stream().map(InfoWriter::file).toList()));
    } else {
      attributes(layout.files().getFirst(), info.put("length", layout.length()));
    }
    if (isPrivate) {
      info.put("private", 1);
    }
    if (!source.isEmpty()) {
      info.put("source", source);
    }
    return Info.parse(Bencode.encode(info.build()));
  }

  private static Bencoded file(FileEntry file) {
    DictBuilder entry =
        Bencoded.dict().put("length", file.length()).put("path", names(file.path()));
    return attributes(file, entry).build();
  }

  /** BEP 47. */
  private static DictBuilder attributes(FileEntry file, DictBuilder entry) {
    String letters = file.attributes().letters();
    if (!letters.isEmpty()) {
      entry.put("attr", letters);
    }
    file.attributes().link().ifPresent(target -> entry.put("symlink path", names(target)));
    return entry;
  }

  private static BList names(List<String> path) {
    return new BList(path.stream().<Bencoded>map(Bencoded::of).toList());
  }
}
