package dev.shoal.content;

import dev.shoal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Which bytes of a content are which file: the files lie one behind the other.
 *
 * @param name the name of the file or folder, as a stranger gave it
 * @param folder whether it is a folder; a single file has one entry with an empty path
 * @param files in their order, offsets rising without gaps
 * @param length of all of them
 * @param pieceLength bytes of a piece, but for the last
 */
public record Layout(
    String name, boolean folder, List<FileEntry> files, long length, int pieceLength) {
  public Layout {
    files = List.copyOf(files);
    long offset = 0;
    for (FileEntry file : files) {
      if (file.offset() != offset || file.length() < 0) {
        throw new IllegalArgumentException("file at " + file.offset() + " instead of " + offset);
      }
      offset = Math.addExact(offset, file.length());
    }
    if (offset != length || pieceLength < 1) {
      throw new IllegalArgumentException("files of " + offset + " bytes, not " + length);
    }
    if ((length + pieceLength - 1) / pieceLength > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("too many pieces");
    }
  }

  /** The number of pieces. */
  public int pieces() {
    return (int) ((length + pieceLength - 1) / pieceLength);
  }

  /** The bytes of this piece: the last one may be shorter. */
  public int pieceLength(int piece) {
    return (int) Math.min(pieceLength, length - pieceOffset(piece));
  }

  /** Where this piece begins. */
  public long pieceOffset(int piece) {
    return (long) piece * pieceLength;
  }

  /** The piece that holds this byte. */
  public int pieceAt(long offset) {
    return (int) (offset / pieceLength);
  }

  /** The file that holds this byte of the content: empty files hold none. */
  public int fileAt(long offset) {
    int low = 0;
    int high = files.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (files.get(middle).end() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The first piece that holds bytes of this file. */
  public int firstPiece(int file) {
    return pieceAt(files.get(file).offset());
  }

  /** The piece behind the last one that holds bytes of this file; an empty file has none. */
  public int endPiece(int file) {
    FileEntry entry = files.get(file);
    return entry.length() == 0 ? firstPiece(file) : pieceAt(entry.end() - 1) + 1;
  }

  /** Equal for equal layouts, whatever names them. */
  public Hash fingerprint() {
    MessageDigest sha1 = Hash.sha1();
    update(sha1, name + '\0' + folder + '\0' + pieceLength + '\0' + files.size());
    for (FileEntry file : files) {
      update(sha1, '\0' + String.join("\0", file.path()) + "\0\0" + file.length());
      update(sha1, file.attributes().letters());
      file.attributes().link().ifPresent(to -> update(sha1, '\0' + String.join("\0", to)));
    }
    return Hash.of(sha1.digest());
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
