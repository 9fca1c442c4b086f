package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reader of one info dictionary that refuses what does not add up. */
final class InfoReader {
  /** Folders in each other: as many as libtorrent takes, and more than anybody uses. */
  static final int MAX_PATH_DEPTH = 100;

  /** Bytes of a piece: what fits an int and a person's patience; 64 MiB is seen in practice. */
  static final int MAX_PIECE_LENGTH = 1 << 30;

  private final BDict info;

  InfoReader(BDict info) {
    this.info = info;
    boolean version1 = info.get("pieces").isPresent();
    if (!version1 && info.get("file tree").isPresent()) { // BEP 52; a hybrid has both
      throw Malformed.version2Only();
    }
  }

  Layout layout() {
    String name = text(info, "name").orElseThrow(() -> Malformed.torrent("it has no name"));
    long pieceLength = info.integer("piece length").orElse(0);
    if (pieceLength < 1 || pieceLength > MAX_PIECE_LENGTH) {
      throw Malformed.torrent("its piece length is not within 1 byte and 1 GiB");
    }
    boolean folder = info.get("files").isPresent();
    if (folder == info.get("length").isPresent()) {
      throw Malformed.torrent(folder ? "it is a file and a folder" : "it has no files");
    }
    List<FileEntry> files = folder ? files() : List.of(new FileEntry(List.of(), 0, length(info)));
    long length = files.getLast().end();
    checkPieces(length == 0 ? 0 : (length - 1) / pieceLength + 1);
    return new Layout(name, folder, files, length, (int) pieceLength);
  }

  BString pieces() {
    return info.string("pieces").orElseThrow(() -> Malformed.torrent("it has no piece digests"));
  }

  private void checkPieces(long count) {
    if (count > Info.MAX_PIECES) {
      throw Malformed.torrent("it has more than " + Info.MAX_PIECES + " pieces");
    }
    if (pieces().length() != count * Hash.SHA1_LENGTH) {
      throw Malformed.torrent(
          "it has " + count + " pieces, but " + pieces().length() + " bytes of digests");
    }
  }

  private List<FileEntry> files() {
    List<Bencoded> items =
        info.list("files").map(BList::items).orElseThrow(() -> Malformed.torrent("no file list"));
    if (items.isEmpty() || items.size() > Info.MAX_FILES) {
      throw Malformed.torrent(
          items.isEmpty() ? "it has no files" : "it has more than " + Info.MAX_FILES + " files");
    }
    List<FileEntry> files = new ArrayList<>(items.size());
    long offset = 0;
    for (Bencoded item : items) {
      if (!(item instanceof BDict file)) {
        throw Malformed.torrent("a file is not a dictionary");
      }
      String attributes = file.text("attr").orElse(""); // BEP 47
      boolean link = attributes.contains("l"); // it has no bytes
      if (link && leadsOut(file)) {
        throw Malformed.torrent("a symbolic link leads out of its folder");
      }
      long length = link ? 0 : length(file);
      if (length > Long.MAX_VALUE - offset) {
        throw Malformed.torrent("its files together have more than 2^63 bytes");
      }
      files.add(new FileEntry(path(file), offset, length, attributes.contains("p")));
      offset += length;
    }
    return files;
  }

  /** The target is a path from the content's root (BEP 47). */
  private static boolean leadsOut(BDict link) {
    List<Bencoded> target = link.list("symlink path").map(BList::items).orElse(List.of());
    return target.stream()
        .anyMatch(component ->
            !(component instanceof BString name)
                || name.asText().equals("..")
                || name.asText().contains("/"));
  }

  private static long length(BDict file) {
    long length = file.integer("length").orElse(-1);
    if (length < 0) {
      throw Malformed.torrent("the length of a file is missing or negative");
    }
    return length;
  }

  private static List<String> path(BDict file) {
    List<Bencoded> components =
        file.list("path.utf-8").or(() -> file.list("path")).map(BList::items).orElse(List.of());
    if (components.isEmpty() || components.size() > MAX_PATH_DEPTH) {
      throw Malformed.torrent(
          components.isEmpty()
              ? "a file has no path"
              : "a file lies deeper than " + MAX_PATH_DEPTH + " folders");
    }
    List<String> path = new ArrayList<>(components.size());
    for (Bencoded component : components) {
      if (!(component instanceof BString name)) {
        throw Malformed.torrent("the path of a file is not text");
      }
      path.add(name.asText());
    }
    return path;
  }

  /** A text; the form that is said to be UTF-8 first, as the other may be of any encoding. */
  private static Optional<String> text(BDict in, String key) {
    return in.text(key + ".utf-8").or(() -> in.text(key));
  }
}
