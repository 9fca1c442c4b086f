package dev.shoal.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where incoming connections of one port part: the first bytes decide which consumer gets one. Give
 * {@link #enter} to {@link Transport#listen}.
 *
 * <p>The longest prefix that matches wins. As soon as no longer one is possible the connection is
 * handed over, together with the bytes that were read.
 */
public final class Door {
  /** The most bytes that are looked at: the length of the beginning of BitTorrent (BEP 3). */
  public static final int MAX_PREFIX = 20;

  /** Whoever dials speaks first, and soon; generous for two lost packets on a slow path. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Connections that have not shown what they are. */
  public static final int MAX_UNDECIDED = 64;

  /**
   * First bytes, and who takes the connections that begin so.
   *
   * @param prefix at most {@link #MAX_PREFIX} bytes; none: takes what nobody else does
   */
  public record Entrance(byte[] prefix, Consumer<Duplex> takes) {
    public Entrance {
      if (prefix.length > MAX_PREFIX) {
        throw new IllegalArgumentException("a prefix has at most 20 bytes");
      }
      prefix = prefix.clone();
    }
  }

  private final List<Entrance> entrances;
  private final Duration patience;
  private final Undecided undecided = new Undecided(MAX_UNDECIDED);

  /** A door with these entrances. */
  public Door(List<Entrance> entrances) {
    this(entrances, PATIENCE);
  }

  Door(List<Entrance> entrances, Duration patience) {
    this.entrances = List.copyOf(entrances);
    this.patience = patience;
  }

  /** Reads the first bytes and hands the connection over, or closes it; blocks. */
  public void enter(Duplex connection) {
    undecided.enter(connection);
    ByteBuffer seen = ByteBuffer.allocate(MAX_PREFIX);
    Optional<Entrance> found;
    try (Deadline _ = new Deadline(connection, patience)) {
      found = decide(connection, seen);
    } catch (ConnectionException goneOrTooSlow) {
      found = Optional.empty();
    } finally {
      undecided.leave(connection);
    }
    if (found.isEmpty()) {
      connection.close();
      return;
    }
    found.get().takes().accept(new PushbackDuplex(connection, seen.flip()));
  }

  private Optional<Entrance> decide(Duplex connection, ByteBuffer seen) {
    while (couldMatchLonger(seen)) {
      if (connection.read(new ByteBuffer[] {seen}) < 0) {
        break;
      }
    }
    Optional<Entrance> best = Optional.empty();
    for (Entrance entrance : entrances) {
      int length = entrance.prefix().length;
      boolean longer = best.isEmpty() || length > best.get().prefix().length;
      if (length <= seen.position() && agree(entrance, seen) && longer) {
        best = Optional.of(entrance);
      }
    }
    return best;
  }

  /** At least one byte is awaited, so that who connects and says nothing does not get in. */
  private boolean couldMatchLonger(ByteBuffer seen) {
    return seen.position() == 0
        || entrances.stream().anyMatch(e -> e.prefix().length > seen.position() && agree(e, seen));
  }

  private static boolean agree(Entrance entrance, ByteBuffer seen) {
    int length = Math.min(entrance.prefix().length, seen.position());
    return ByteBuffer.wrap(entrance.prefix(), 0, length).equals(seen.slice(0, length));
  }
}
