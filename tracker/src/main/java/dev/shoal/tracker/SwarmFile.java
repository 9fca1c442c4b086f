package dev.shoal.tracker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Problem;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.SavedSwarm.SavedPeer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The swarms of a tracker on disk, replaced as a whole. Big-endian: {@code SHOALSW1}; for each
 * swarm its info-hash (20 bytes), completed (4), number of peers (4, at least 1), and for each peer
 * flags (1), seconds since it was heard of (4), address (4 or 16) and port (2); then 28 bytes of
 * nought and the CRC-32C of all before (4). One thread at a time.
 */
final class SwarmFile {
  private static final long MAGIC = 0x53484F414C535731L;
  private static final int V6 = 1;
  private static final int SEED = 2;
  private static final int PAUSED = 4;
  private static final int COMPLETED = 8;
  private static final int BUFFER = 1 << 16;

  /** A tracker is away so long without any peer being the older for it: clients ask again. */
  static final Duration RESTART = Duration.ofMinutes(15);

  private final Path path;

  SwarmFile(Path path) {
    this.path = path;
  }

  /** What gives all swarms, one after the other. */
  interface Source {
    void all(Consumer<SavedSwarm> to);
  }

  /**
   * Writes all swarms; until that is done the file stays as it was.
   *
   * @return how many
   * @throws Problem if it cannot be written
   */
  long write(Source source, long millis) {
    Path parts = path.resolveSibling(path.getFileName() + ".new");
    CRC32C checksum = new CRC32C();
    long[] count = new long[1];
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (FileChannel channel = FileChannel.open(parts, CREATE, TRUNCATE_EXISTING, WRITE);
          DataOutputStream out =
              new DataOutputStream(
                  new BufferedOutputStream(
                      new CheckedOutputStream(Channels.newOutputStream(channel), checksum),
                      BUFFER))) {
        out.writeLong(MAGIC);
        out.writeLong(millis);
        source.all(swarm -> {
          if (!swarm.peers().isEmpty()) {
            write(swarm, out);
            count[0]++;
          }
        });
        write(new SavedSwarm(new InfoHash(0, 0, 0), 0, List.of()), out);
        out.flush();
        out.writeInt((int) checksum.getValue());
        out.flush();
        channel.force(true); // or a power cut might leave the new name with none of the bytes
      }
      Files.move(parts, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return count[0];
    } catch (IOException | WriteFailure e) {
      throw new Problem(Problem.Kind.STORAGE, path + " cannot be written", "", e);
    } finally {
      delete(parts); // is there only if something went wrong
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException nothingToSave) {
      // The next time it is written anew.
    }
  }

  /**
   * Reads all swarms; none if there is no file. Peers are older by as long as the file is, but for
   * the {@link #RESTART} in which nobody could have announced.
   *
   * @param now in milliseconds since 1970
   * @throws Problem of kind INVALID if it is damaged; what came before the damage was handed over
   */
  void read(long now, Consumer<SavedSwarm> to) {
    CRC32C checksum = new CRC32C();
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(path), BUFFER), checksum)) {
      DataInputStream in = new DataInputStream(checked);
      if (in.readLong() != MAGIC) {
        throw damaged(new IOException("it begins otherwise"));
      }
      long away = Math.max(0, now - in.readLong() - RESTART.toMillis());
      int older = (int) Math.min(away / 1000, Integer.MAX_VALUE / 2);
      SavedSwarm swarm = read(in, older);
      while (!swarm.peers().isEmpty()) {
        to.accept(swarm);
        swarm = read(in, older);
      }
      int expected = (int) checksum.getValue();
      if (in.readInt() != expected) {
        throw damaged(new IOException("its checksum differs"));
      }
    } catch (NoSuchFileException firstTime) {
      return;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private Problem damaged(Exception e) {
    return new Problem(
        Problem.Kind.INVALID, path + " is damaged", "peers announce again in time", e);
  }

  private static void write(SavedSwarm swarm, DataOutputStream out) {
    try {
      out.writeLong(swarm.infoHash().high());
      out.writeLong(swarm.infoHash().middle());
      out.writeInt(swarm.infoHash().low());
      out.writeInt(swarm.completed());
      out.writeInt(swarm.peers().size());
      for (SavedPeer peer : swarm.peers()) {
        write(peer, out);
      }
    } catch (IOException e) {
      throw new WriteFailure(e);
    }
  }

  private static void write(SavedPeer peer, DataOutputStream out) throws IOException {
    Endpoint at = peer.at();
    out.writeByte(
        (at.v6() ? V6 : 0)
            | (peer.seed() ? SEED : 0)
            | (peer.paused() ? PAUSED : 0)
            | (peer.completed() ? COMPLETED : 0));
    out.writeInt(peer.seconds());
    if (at.v6()) {
      out.writeLong(at.high());
      out.writeLong(at.low());
    } else {
      out.writeInt((int) at.low());
    }
    out.writeShort(at.port());
  }

  private static SavedSwarm read(DataInputStream in, int older) throws IOException {
    InfoHash infoHash = new InfoHash(in.readLong(), in.readLong(), in.readInt());
    int completed = in.readInt();
    int count = in.readInt();
    List<SavedPeer> peers = new ArrayList<>(Math.clamp(count, 0, 1000)); // damage may claim more
    for (int i = 0; i < count; i++) {
      peers.add(readPeer(in, older));
    }
    return new SavedSwarm(infoHash, completed, peers);
  }

  private static SavedPeer readPeer(DataInputStream in, int older) throws IOException {
    int flags = in.readUnsignedByte();
    int seconds = in.readInt();
    Endpoint at;
    if ((flags & V6) != 0) {
      at = new Endpoint(true, in.readLong(), in.readLong(), in.readUnsignedShort());
    } else {
      int address = in.readInt();
      at = Endpoint.v4(address, in.readUnsignedShort());
    }
    return new SavedPeer(
        at,
        (flags & SEED) != 0,
        (flags & PAUSED) != 0,
        (flags & COMPLETED) != 0,
        Math.clamp((long) seconds + older, 0, Integer.MAX_VALUE));
  }

  /** Carries a failure out of the source that calls back. */
  private static final class WriteFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    WriteFailure(IOException cause) {
      super(cause);
    }
  }
}
