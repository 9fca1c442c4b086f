package dev.shoal.content;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was shared before, so that sharing it again does not hash it again: as long as the same
 * files are there, none of another size or time, its description is known. One small file a share,
 * replaced atomically; several processes may use it. For disk workers.
 */
public final class ShareMemory {
  /** Shares that are remembered; the oldest is forgotten for a new one. */
  static final int MAX_SHARES = 1000;

  private static final int SEALS = 2 * Hash.SHA1_LENGTH;

  private final Disk disk;
  private final Path folder;

  /** That of the node whose own folder this is. */
  public ShareMemory(Disk disk, Path stateFolder) {
    this.disk = disk;
    this.folder = stateFolder.resolve("shares");
  }

  /**
   * What a person asked to share, and how; the same wish gives the same description.
   *
   * @param path the file or folder
   * @param pieceSize bytes of a piece; 0: by the content's size
   * @param excludes globs of files to leave out
   * @param naming all else that changes the name, such as {@code private}
   */
  public record Wish(Path path, long pieceSize, List<String> excludes, String naming) {
    public Wish {
      path = path.toAbsolutePath().normalize();
      excludes = List.copyOf(excludes);
    }

    private Hash key() {
      String all =
          String.join("\0", path.toString(), "" + pieceSize, String.join("\0", excludes), naming);
      return Hash.sha1(all.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The description kept for a wish; empty if there is none or a file changed since. */
  public Optional<byte[]> recall(Wish wish, Walk walk) {
    return SmallFiles.read(disk, file(wish))
        .filter(kept -> kept.length >= SEALS)
        .filter(kept -> Arrays.equals(kept, 0, SEALS, seals(walk, description(kept)), 0, SEALS))
        .map(ShareMemory::description);
  }

  /**
   * Keeps a description.
   *
   * @param walk as it was before the files were read, so that a change meanwhile shows later
   * @param description such as the bytes of a {@code .torrent}
   */
  public void remember(Wish wish, Walk walk, byte[] description) {
    byte[] kept = Arrays.copyOf(seals(walk, description), SEALS + description.length);
    System.arraycopy(description, 0, kept, SEALS, description.length);
    keep(file(wish), kept);
  }

  private void keep(Path file, byte[] bytes) {
    SmallFiles.replace(disk, file, bytes);
    List<Path> all = disk.list(file.resolveSibling(""));
    if (all.size() > MAX_SHARES) {
      disk.delete(Collections.min(all, Comparator.comparingLong(this::modifiedNanos)));
    }
  }

  private long modifiedNanos(Path path) {
    return disk.status(path).map(Disk.Status::modifiedNanos).orElse(0L);
  }

  /**
   * Keeps the file that describes what is shared, for the person to pass on; several processes may
   * share the same.
   *
   * @return where it is
   */
  public Path describe(Hash name, byte[] torrent) {
    Path path = folder.resolveSibling("torrents").resolve(name.hex() + ".torrent");
    SmallFiles.replace(disk, path, torrent);
    return path;
  }

  /** What was kept of who has this share. */
  public Optional<byte[]> peers(Hash name) {
    return SmallFiles.read(disk, peersFile(name));
  }

  /** Keeps who has this share, as its protocol writes it. */
  public void keepPeers(Hash name, byte[] bytes) {
    keep(peersFile(name), bytes);
  }

  private Path peersFile(Hash name) {
    return folder.resolveSibling("swarms").resolve(name.hex());
  }

  private Path file(Wish wish) {
    return folder.resolve(wish.key().hex());
  }

  private static byte[] description(byte[] kept) {
    return Arrays.copyOfRange(kept, SEALS, kept.length);
  }

  /** A digest of names, sizes and times, and one of the description. */
  private static byte[] seals(Walk walk, byte[] description) {
    MessageDigest files = Hash.sha1();
    files.update(walk.layout().fingerprint().bytes());
    for (FileStamp stamp : walk.stamps()) {
      files.update(ByteBuffer.allocate(Long.BYTES).putLong(0, stamp.modifiedNanos()));
    }
    return ByteBuffer.allocate(SEALS)
        .put(files.digest())
        .put(Hash.sha1(description).bytes())
        .array();
  }
}
