package dev.shoal.tracker.gate;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.users.User;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What users moved, from the totals that their peers tell. A peer counts from its start, so each
 * announce adds what is new since the one before; the first that is heard of a peer adds nothing,
 * unless it has just started. One thread at a time.
 */
final class Ratios {
  /** A peer of a user in one swarm. */
  private record Session(long user, InfoHash torrent, Endpoint peer) {}

  private record Totals(long uploaded, long downloaded) {
    static final Totals NOTHING = new Totals(0, 0);

    Totals plus(Totals other) {
      return new Totals(uploaded + other.uploaded, downloaded + other.downloaded);
    }

    /** What is new since; a total that fell is no total any more, and adds nothing. */
    Totals since(Totals before) {
      return new Totals(
          Math.max(0, uploaded - before.uploaded), Math.max(0, downloaded - before.downloaded));
    }
  }

  private final Map<Session, Totals> last;
  private final Map<Long, Totals> moved = new HashMap<>(); // since it was taken

  /** Remembers the last word of so many peers; beyond it, who was silent longest is forgotten. */
  Ratios(int limit) {
    last =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Session, Totals> eldest) {
            return size() > limit;
          }
        };
  }

  /** A peer of a user tells its totals. */
  void heard(long user, Announce announce, long uploaded, long downloaded) {
    Session session = new Session(user, announce.infoHash(), announce.peer());
    Totals now = new Totals(Math.max(0, uploaded), Math.max(0, downloaded));
    Totals before =
        announce.event() == Event.STARTED ? Totals.NOTHING : last.getOrDefault(session, now);
    if (announce.event() == Event.STOPPED) {
      last.remove(session);
    } else {
      last.put(session, now);
    }
    Totals more = now.since(before);
    if (!more.equals(Totals.NOTHING)) {
      moved.merge(user, more, Totals::plus);
    }
  }

  /** Hands over what was moved since this was last asked. */
  void take(Consumer<User.Moved> to) {
    Iterator<Map.Entry<Long, Totals>> all = moved.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, Totals> next = all.next();
      Totals totals = next.getValue();
      to.accept(new User.Moved(next.getKey(), totals.uploaded(), totals.downloaded()));
      all.remove();
    }
  }
}
