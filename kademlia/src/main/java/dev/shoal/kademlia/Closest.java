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
      consider(0, rows.size);
    }
    return best;
  }

  /** Its own bucket is nearer than those nearer to the centre, which are nearer than the others. */
  private void bucketByBucket(int magnitude) {
    int end = rows.begin(magnitude - 1);
    int from = rows.begin(magnitude);
    consider(from, end);
    if (best.size() < count) {
      consider(end, rows.size);
    }
    while (best.size() < count && from > 0) {
      end = from;
      from = rows.begin(rows.magnitudes[end - 1]);
      consider(from, end);
    }
  }

  private void consider(int from, int end) {
    for (int i = from; i < end; i++) {
      int place = best.size();
      while (place > 0 && isCloser(rows.contacts[i], best.get(place - 1))) {
        place--;
      }
      if (rows.failures[i] == 0 && place < count) {
        best.add(place, rows.contacts[i]);
        if (best.size() > count) {
          best.removeLast();
        }
      }
    }
  }

  private boolean isCloser(Contact one, Contact other) {
    return tuning.metric().compare(target, one.id(), other.id()) < 0;
  }
}
