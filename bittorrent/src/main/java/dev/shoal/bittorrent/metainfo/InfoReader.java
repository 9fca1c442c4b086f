package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import dev.shoal.content.FileAttributes;
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
    List<FileEntry> files = folder ? files() : List.of(single());
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
      FileAttributes attributes = attributes(file);
      long length = attributes.link().isPresent() ? 0 : length(file);
      if (length > Long.MAX_VALUE - offset) {
        throw Malformed.torrent("its files together have more than 2^63 bytes");
      }
      files.add(new FileEntry(path(file), offset, length, attributes));
      offset += length;
    }
    return files;
  }

  /** A content of one file can be a program; padding or a link it cannot be. */
  private FileEntry single() {
    FileAttributes said = attributes(info);
    return new FileEntry(
        List.of(),
        0,
        length(info),
        FileAttributes.of(false, said.executable(), said.hidden(), Optional.empty()));
  }

  /** BEP 47; letters it does not know mean nothing. */
  private static FileAttributes attributes(BDict file) {
    String letters = file.text("attr").orElse("");
    boolean link = letters.contains("l");
    return FileAttributes.of(
        letters.contains("p") && !link,
        letters.contains("x"),
        letters.contains("h"),
        link ? Optional.of(target(file)) : Optional.empty());
  }

  /** A path from the content's root; none leads nowhere. */
  private static List<String> target(BDict link) {
    List<Bencoded> components = link.list("symlink path").map(BList::items).orElse(List.of());
    if (components.size() > MAX_PATH_DEPTH) {
      throw Malformed.torrent("a symbolic link leads deeper than " + MAX_PATH_DEPTH + " folders");
    }
    List<String> target = new ArrayList<>(components.size());
    for (Bencoded component : components) {
      String name = component instanceof BString text ? text.asText() : "..";
      if (name.equals("..") || name.contains("/")) {
        throw Malformed.torrent("a symbolic link leads out of its folder");
      }
      target.add(name);
    }
    return target;
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
