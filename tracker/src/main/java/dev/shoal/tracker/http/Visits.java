package dev.shoal.tracker.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The open connections of a tracker, those first that have been silent longest. Any thread. */
final class Visits<C> {
  /** Connections at once; beyond it the one silent longest is closed, not the newest refused. */
  static final int MAX_CONNECTIONS = 1000;

  /** How long a request may take to come and its answer to go. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Consumer<C> ending;
  private final Map<C, Long> since = new LinkedHashMap<>(); // guarded by itself
  private boolean closed; // guarded by since

  /** None yet; {@code ending} closes one. */
  Visits(Consumer<C> ending) {
    this.ending = ending;
  }

  /** It came, or its request was answered. */
  void enter(C connection, long nanos) {
    List<C> toClose = new ArrayList<>();
    synchronized (since) {
      if (closed) {
        toClose.add(connection);
      } else {
        since.remove(connection);
        since.put(connection, nanos);
        if (since.size() > MAX_CONNECTIONS) {
          C first = since.keySet().iterator().next();
          since.remove(first);
          toClose.add(first);
        }
      }
    }
    toClose.forEach(ending);
  }

  void leave(C connection) {
    synchronized (since) {
      since.remove(connection);
    }
  }

  /** Closes those that have been silent too long. */
  void sweep(long nanos) {
    List<C> silent = new ArrayList<>();
    synchronized (since) {
      Iterator<Map.Entry<C, Long>> all = since.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<C, Long> next = all.next();
        if (nanos - next.getValue() < PATIENCE.toNanos()) {
          break;
        }
        silent.add(next.getKey());
        all.remove();
      }
    }
    silent.forEach(ending);
  }

  /** Closes all, and whoever comes later. */
  void close() {
    List<C> all;
    synchronized (since) {
      closed = true;
      all = List.copyOf(since.keySet());
      since.clear();
    }
    all.forEach(ending);
  }
}
