package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Looks for the contacts of a table that are closest to a target. For one look. */
final class Closest {
  private final Rows rows;
  private final Tuning tuning;
  private final NodeId target;
  private final int count;
  private final List<Contact> best; // the closest first

  Closest(Rows rows, Tuning tuning, NodeId target, int count) {
    this.rows = rows;
    this.tuning = tuning;
    this.target = target;
    this.count = count;
    this.best = new ArrayList<>(count + 1);
  }

  /** Those of a table around this id. */
  List<Contact> from(NodeId centre) {
    if (tuning.metric().isNested()) {
      bucketByBucket(tuning.metric().magnitude(centre, target));
    } else {
      consider(0, rows.size, true);
    }
    if (best.size() < count) { // as in a network that has just begun: the new ones are as good
      consider(0, rows.size, false);
    }
    return best;
  }

  /** Its own bucket is nearer than those nearer to the centre, which are nearer than the others. */
  private void bucketByBucket(int magnitude) {
    int end = rows.begin(magnitude - 1);
    int from = rows.begin(magnitude);
    consider(from, end, true);
    if (best.size() < count) {
      consider(end, rows.size, true);
    }
    while (best.size() < count && from > 0) {
      end = from;
      from = rows.begin(rows.magnitudes[end - 1]);
      consider(from, end, true);
    }
  }

  /** New ones make no room for themselves: they come after those that are proven, or fill up. */
  private void consider(int from, int end, boolean proven) {
    int most = proven ? count : count - best.size();
    List<Contact> found = proven ? best : new ArrayList<>(most + 1);
    for (int i = from; i < end; i++) {
      if (rows.failures[i] == 0 && (rows.standing[i] == Rows.PROVEN) == proven) {
        offer(rows.contacts[i], found, most);
      }
    }
    if (!proven) {
      found.forEach(contact -> offer(contact, best, count));
    }
  }

  private void offer(Contact contact, List<Contact> to, int most) {
    int place = to.size();
    while (place > 0 && isCloser(contact, to.get(place - 1))) {
      place--;
    }
    if (place < most) {
      to.add(place, contact);
      if (to.size() > most) {
        to.removeLast();
      }
    }
  }

  private boolean isCloser(Contact one, Contact other) {
    return tuning.metric().compare(target, one.id(), other.id()) < 0;
  }
}
