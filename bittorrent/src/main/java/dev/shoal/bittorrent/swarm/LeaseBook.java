package dev.shoal.bittorrent.swarm;

import dev.shoal.bittorrent.piece.Span;
import dev.shoal.host.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;

/** The leases that are out: who holds which, and what of each is still to come. */
final class LeaseBook {
  private static final class Entry {
    final int source;
    List<Span> rest;

    Entry(int source, Span all) {
      this.source = source;
      this.rest = List.of(all);
    }
  }

  private final LinkedHashMap<Long, Entry> leases = new LinkedHashMap<>(); // in order of ids
  private final HashMap<Integer, Integer> held = new HashMap<>();
  private long nextId;

  Lease grant(int source, Span span) {
    Lease lease = new Lease(nextId++, span.offset(), span.length());
    leases.put(lease.id(), new Entry(source, span));
    held.merge(source, 1, Integer::sum);
    return lease;
  }

  boolean busy(int source) {
    return held.containsKey(source);
  }

  /** Takes this part out of a lease; false if it was not in it. */
  boolean take(int source, long id, Span span) {
    Entry entry = leases.get(id);
    if (entry == null || entry.source != source) {
      return false;
    }
    if (entry.rest.size() == 1 && entry.rest.getFirst().equals(span)) {
      remove(id, entry);
      return true;
    }
    List<Span> rest = new ArrayList<>();
    boolean found = false;
    for (Span each : entry.rest) {
      if (each.offset() <= span.offset() && span.end() <= each.end()) {
        found = true;
        add(rest, each.offset(), span.offset());
        add(rest, span.end(), each.end());
      } else {
        rest.add(each);
      }
    }
    entry.rest = rest;
    if (rest.isEmpty()) {
      remove(id, entry);
    }
    return found;
  }

  private static void add(List<Span> spans, long from, long to) {
    if (from < to) {
      spans.add(new Span(from, (int) (to - from)));
    }
  }

  private void remove(long id, Entry entry) {
    leases.remove(id);
    held.computeIfPresent(entry.source, (source, n) -> n == 1 ? null : n - 1);
  }

  /** Ends all leases of a source; returns what was still to come of them. */
  List<Span> leave(int source) {
    List<Span> rest = new ArrayList<>();
    leases
        .entrySet()
        .removeIf(lease -> {
          if (lease.getValue().source != source) {
            return false;
          }
          rest.addAll(lease.getValue().rest);
          return true;
        });
    held.remove(source);
    return rest;
  }

  /** All parts of leases of other sources that lie in this stretch. */
  void others(int source, Span span, BiConsumer<Integer, Lease> each) {
    leases.forEach((id, entry) -> {
      if (entry.source != source) {
        for (Span rest : entry.rest) {
          long from = Math.max(rest.offset(), span.offset());
          long to = Math.min(rest.end(), span.end());
          if (from < to) {
            each.accept(entry.source, new Lease(id, from, (int) (to - from)));
          }
        }
      }
    });
  }
}
