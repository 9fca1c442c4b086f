package dev.shoal.tracker;

import dev.shoal.net.Duplex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The open connections of a tracker, those first that have been silent longest. Any thread. */
final class Visits {
  /** Connections at once; beyond it the one silent longest is closed, not the newest refused. */
  static final int MAX_CONNECTIONS = 1000;

  /** How long a request may take to come and its answer to go. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Map<Duplex, Long> since = new LinkedHashMap<>(); // guarded by itself
  private boolean closed; // guarded by since

  /** It came, or its request was answered. */
  void enter(Duplex connection, long nanos) {
    List<Duplex> toClose = new ArrayList<>();
    synchronized (since) {
      if (closed) {
        toClose.add(connection);
      } else {
        since.remove(connection);
        since.put(connection, nanos);
        if (since.size() > MAX_CONNECTIONS) {
          Duplex first = since.keySet().iterator().next();
          since.remove(first);
          toClose.add(first);
        }
      }
    }
    toClose.forEach(Duplex::close);
  }

  void leave(Duplex connection) {
    synchronized (since) {
      since.remove(connection);
    }
  }

  /** Closes those that have been silent too long. */
  void sweep(long nanos) {
    List<Duplex> silent = new ArrayList<>();
    synchronized (since) {
      Iterator<Map.Entry<Duplex, Long>> all = since.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Duplex, Long> next = all.next();
        if (nanos - next.getValue() < PATIENCE.toNanos()) {
          break;
        }
        silent.add(next.getKey());
        all.remove();
      }
    }
    silent.forEach(Duplex::close);
  }

  /** Closes all, and whoever comes later. */
  void close() {
    List<Duplex> all;
    synchronized (since) {
      closed = true;
      all = List.copyOf(since.keySet());
      since.clear();
    }
    all.forEach(Duplex::close);
  }
}
