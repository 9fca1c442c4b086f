package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BString;
import dev.shoal.content.Layout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The info dictionary of BEP 3: what a torrent holds. The SHA-1 of its bytes, as they came, is the
 * torrent's name. Immutable.
 */
@SuppressWarnings("AvoidCommonTypeNames") // BEP 3's own word; ProcessHandle.Info is never near it
public final class Info {
  /** Pieces: 4 Mi of them are 80 MiB of digests, and hold 64 GiB at the least piece length. */
  public static final int MAX_PIECES = 1 << 22;

  /** Files: more than any client was seen to open; each costs some 500 bytes while it is read. */
  public static final int MAX_FILES = 1 << 18;

  /** Bytes of an info dictionary: room for all pieces, and 180 bytes for each file beside. */
  public static final int MAX_LENGTH = 128 << 20;

  // A file has about eight, and as many again in the file tree of a hybrid torrent (BEP 52).
  private static final int MAX_ITEMS = 20 * MAX_FILES;
  // A file tree is as deep as its folders, and InfoReader bounds those of version 1 likewise.
  private static final int MAX_DEPTH = InfoReader.MAX_PATH_DEPTH + 8;

  /** What is decoded of a dictionary and what is around it; files in the wild have odd orders. */
  static final BencodeLimits LIMITS = new BencodeLimits(MAX_LENGTH, MAX_DEPTH, MAX_ITEMS, true);

  private final BString raw;
  private final Hash infoHash;
  private final Layout layout;
  private final BString pieces;
  private final boolean isPrivate;
  private final Optional<String> source;

  private Info(BDict info) {
    raw = info.encoded();
    infoHash = sha1(raw);
    InfoReader reader = new InfoReader(info);
    layout = reader.layout();
    pieces = reader.pieces();
    isPrivate = info.integer("private").orElse(0) != 0; // BEP 27
    source = info.text("source");
  }

  /**
   * The info dictionary that these bytes are, as {@code ut_metadata} (BEP 9) brings them. They are
   * not copied and may not be changed from now on.
   *
   * @throws Problem of kind INVALID that says what is wrong with them
   */
  public static Info parse(byte[] raw) {
    try {
      return of(Bencode.decodeDict(raw, LIMITS));
    } catch (BencodeException malformed) {
      throw Malformed.torrent(malformed);
    }
  }

  /** The info dictionary that was decoded as a part of something larger. */
  static Info of(BDict info) {
    return new Info(info);
  }

  private static Hash sha1(BString of) {
    MessageDigest digest = Hash.sha1();
    digest.update(of.buffer());
    return Hash.of(digest.digest());
  }

  /** The SHA-1 of the bytes, which names the torrent. */
  public Hash infoHash() {
    return infoHash;
  }

  /** Which bytes are which file, and how long a piece is; the names are a stranger's. */
  public Layout layout() {
    return layout;
  }

  /** A copy of the SHA-1 digests of all pieces, 20 bytes each. */
  public byte[] pieces() {
    return pieces.bytes();
  }

  /** The SHA-1 digest of one piece. */
  public Hash piece(int index) {
    byte[] digest = new byte[Hash.SHA1_LENGTH];
    pieces.buffer().get(index * Hash.SHA1_LENGTH, digest);
    return Hash.of(digest);
  }

  /** Whether only its own trackers may name peers (BEP 27). */
  public boolean isPrivate() {
    return isPrivate;
  }

  /** What some private trackers write, so that the same data has a name of its own there. */
  public Optional<String> source() {
    return source;
  }

  /** The bytes, as they came, to be read only. */
  public ByteBuffer raw() {
    return raw.buffer();
  }

  /** The dictionary itself, for what is to hold it. */
  BDict dictionary() {
    return Bencode.decodeDict(raw.bytes(), LIMITS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Info info && raw.equals(info.raw);
  }

  @Override
  public int hashCode() {
    return infoHash.hashCode();
  }

  @Override
  public String toString() {
    return "Info " + infoHash;
  }
}
