package dev.shoal.tracker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All members in the order in which they were last heard of. All live equally long, so those who
 * have expired stand at its beginning, and nobody has to look through all to find them.
 */
final class Roll {
  private @Nullable Member oldest;
  private @Nullable Member newest;
  private int size;

  int size() {
    return size;
  }

  Optional<Member> oldest() {
    return Optional.ofNullable(oldest);
  }

  void add(Member member, long nanos) {
    member.seen = nanos;
    member.older = newest;
    member.newer = null;
    if (newest == null) {
      oldest = member;
    } else {
      newest.newer = member;
    }
    newest = member;
    size++;
  }

  void remove(Member member) {
    if (member.older == null) {
      oldest = member.newer;
    } else {
      member.older.newer = member.newer;
    }
    if (member.newer == null) {
      newest = member.older;
    } else {
      member.newer.older = member.older;
    }
    member.older = null;
    member.newer = null;
    size--;
  }
}
