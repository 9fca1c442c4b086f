package dev.shoal.lan.lsd;

import dev.shoal.base.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * When a node announces which contents: a new one at once, each again every five minutes, and on
 * the whole not more than one message a minute (BEP 14), but for a few that were saved up. Pure;
 * for one thread.
 */
public final class LsdCore {
  /** How often each content is announced. */
  public static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** In which time one message may be sent. */
  public static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Messages that may be sent at once: a person begins several downloads in a minute. */
  public static final int AT_ONCE = 4;

  private final Map<Hash, Long> due = new LinkedHashMap<>(); // the longest unannounced first
  private long freeAt; // when all messages that were sent are paid for

  /** A node without contents; it begins now. */
  public LsdCore(long nanos) {
    freeAt = nanos;
  }

  /** The node has to do with a content. */
  public void add(Hash infoHash, long nanos) {
    due.putIfAbsent(infoHash, nanos);
  }

  /** The node has nothing to do with a content any more. */
  public void remove(Hash infoHash) {
    due.remove(infoHash);
  }

  /** A content has too few peers: it is announced again, if that was not done just now. */
  public void soon(Hash infoHash, long nanos) {
    due.computeIfPresent(
        infoHash, (hash, at) -> Math.min(at, Math.max(nanos, at - EVERY_NANOS + PAUSE_NANOS)));
  }

  /** Which contents to announce now, in one message; none: nothing. */
  public List<Hash> next(long nanos) {
    List<Hash> now = new ArrayList<>();
    if (nanos - earliest() < 0) {
      return now;
    }
    for (Map.Entry<Hash, Long> content : due.entrySet()) {
      if (content.getValue() - nanos <= 0 && now.size() < Announcement.MAX_HASHES) {
        now.add(content.getKey());
      }
    }
    for (Hash content : now) {
      due.remove(content);
      due.put(content, nanos + EVERY_NANOS);
    }
    if (!now.isEmpty()) {
      freeAt = Math.max(freeAt, nanos) + PAUSE_NANOS;
    }
    return now;
  }

  /** When a message may be sent. */
  private long earliest() {
    return freeAt - (AT_ONCE - 1) * PAUSE_NANOS;
  }

  /** When to call {@link #next} again; MAX_VALUE: when there is a content. */
  public long nextDue() {
    return due.values().stream()
        .mapToLong(at -> Math.max(at, earliest()))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
