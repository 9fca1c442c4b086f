package dev.shoal.net;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Connections of strangers that have not shown yet what they are. Beyond a limit the oldest is
 * closed and not the newest: whoever opens many and stays silent must not shut the door for others.
 * Any thread may use it.
 */
public final class Undecided {
  private final int limit;
  private final Set<Duplex> connections = new LinkedHashSet<>(); // guarded by itself

  /** None yet, and at most so many. */
  public Undecided(int limit) {
    this.limit = limit;
  }

  /** One more; {@link #leave} must follow. */
  public void enter(Duplex connection) {
    Duplex oldest;
    synchronized (connections) {
      connections.add(connection);
      if (connections.size() <= limit) {
        return;
      }
      oldest = connections.iterator().next();
      connections.remove(oldest);
    }
    oldest.close();
  }

  /** It has shown what it is, or is gone. */
  public void leave(Duplex connection) {
    synchronized (connections) {
      connections.remove(connection);
    }
  }
}
