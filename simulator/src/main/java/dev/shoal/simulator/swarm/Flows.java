package dev.shoal.simulator.swarm;

import dev.shoal.bittorrent.piece.Blocks;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of its giver's and its taker's line each flow has. A giver's line is shared in equal
 * parts by all it gives to; a taker whose line cannot take all that is offered takes the small
 * offers whole and the others in equal parts. What a taker leaves of its part nobody else gets. A
 * change costs as much as there are flows at the two ends.
 */
final class Flows {
  private static final double SECOND = 1e9;

  /** Blocks that are passed on together: the most that a lease has. */
  private static final int MOST_BLOCKS = 64;

  private final Agenda agenda;

  Flows(Agenda agenda) {
    this.agenda = agenda;
  }

  /** One peer's line. */
  static final class Line {
    final long up;
    final long down;
    final List<Side> gives = new ArrayList<>(0);
    final List<Side> takes = new ArrayList<>(0); // the givers' sides
    long offered; // bytes a second, by all that it takes from
    boolean full; // more is offered than it takes

    Line(long up, long down) {
      this.up = up;
      this.down = down;
    }
  }

  /** There is something to give. */
  void begin(Side giver) {
    if (giver.chunk == 0 && !giver.queue.isEmpty()) {
      if (giver.amongGiven < 0) {
        Line up = giver.owner.line;
        Line down = giver.other().owner.line;
        giver.amongGiven = up.gives.size();
        up.gives.add(giver);
        giver.amongTaken = down.takes.size();
        down.takes.add(giver);
        shareOut(up);
      }
      nextChunk(giver);
    }
  }

  /** What was being sent is out. */
  void sent(Side giver) {
    giver.due = Agenda.NONE;
    giver.queue.element().unsent &= ~giver.chunk;
    giver.chunk = 0;
    nextChunk(giver);
  }

  private void nextChunk(Side giver) {
    while (!giver.queue.isEmpty() && giver.queue.element().unsent == 0) {
      giver.queue.remove();
    }
    if (giver.queue.isEmpty()) {
      stop(giver);
      return;
    }
    Parcel first = giver.queue.element();
    int aSecond = Math.clamp(giver.rate / Blocks.SIZE, 1, MOST_BLOCKS);
    giver.chunk = Parcel.firstOf(first.unsent, aSecond);
    giver.left = first.bytes(giver.chunk);
    giver.settledAt = agenda.now();
    schedule(giver);
  }

  /** Of what waits to be sent, these blocks of a parcel are not; what has been begun is. */
  void withdraw(Side giver, Parcel parcel, long blocks) {
    if (giver.chunk == 0 || giver.queue.element() != parcel) {
      parcel.unsent &= ~blocks;
      return;
    }
    settle(giver);
    double done = parcel.bytes(giver.chunk) - giver.left;
    long begun = Parcel.firstOf(giver.chunk, 1 + (int) (done / Blocks.SIZE));
    long gone = blocks & ~begun;
    giver.left -= parcel.bytes(giver.chunk & gone);
    giver.chunk &= ~gone;
    parcel.unsent &= ~gone;
    schedule(giver);
  }

  /** Nothing more is sent, not even what has been begun. */
  void end(Side giver) {
    giver.queue.clear();
    giver.chunk = 0;
    if (giver.due != Agenda.NONE) {
      agenda.cancel(giver.due);
      giver.due = Agenda.NONE;
    }
    stop(giver);
  }

  private void stop(Side giver) {
    if (giver.amongGiven < 0) {
      return;
    }
    Line up = giver.owner.line;
    Line down = giver.other().owner.line;
    Side last = up.gives.removeLast();
    if (last != giver) {
      up.gives.set(giver.amongGiven, last);
      last.amongGiven = giver.amongGiven;
    }
    last = down.takes.removeLast();
    if (last != giver) {
      down.takes.set(giver.amongTaken, last);
      last.amongTaken = giver.amongTaken;
    }
    giver.amongGiven = -1;
    giver.amongTaken = -1;
    down.offered -= giver.offer;
    giver.offer = 0;
    giver.rate = 0;
    if (down.full) {
      shareIn(down);
    }
    shareOut(up);
  }

  private void shareOut(Line up) {
    if (up.gives.isEmpty()) {
      return;
    }
    long offer = Math.max(1, up.up / up.gives.size());
    for (Side each : up.gives) {
      if (each.offer != offer) {
        Line down = each.other().owner.line;
        down.offered += offer - each.offer;
        each.offer = offer;
        if (down.full || down.offered > down.down) {
          shareIn(down);
        } else {
          rate(each, offer);
        }
      }
    }
  }

  private void shareIn(Line down) {
    down.full = down.offered > down.down;
    long most = down.full ? level(down) : Long.MAX_VALUE;
    for (Side each : down.takes) {
      rate(each, Math.min(each.offer, most));
    }
  }

  /** What the greatest offers are cut to, so that all together is what the line takes. */
  private static long level(Line down) {
    long level = down.down / down.takes.size();
    while (true) {
      long small = 0;
      int great = 0;
      for (Side each : down.takes) {
        if (each.offer <= level) {
          small += each.offer;
        } else {
          great++;
        }
      }
      long next = great == 0 ? level : (down.down - small) / great;
      if (next <= level) {
        return Math.max(1, level);
      }
      level = next;
    }
  }

  private void rate(Side giver, long rate) {
    if (giver.rate != rate) {
      if (giver.chunk == 0) {
        giver.rate = rate;
      } else {
        settle(giver);
        giver.rate = rate;
        schedule(giver);
      }
    }
  }

  private void settle(Side giver) {
    double gone = giver.rate * ((agenda.now() - giver.settledAt) / SECOND);
    giver.left = Math.max(0, giver.left - gone);
    giver.settledAt = agenda.now();
  }

  private void schedule(Side giver) {
    if (giver.due != Agenda.NONE) {
      agenda.cancel(giver.due);
    }
    long wait = (long) Math.ceil(giver.left / giver.rate * SECOND);
    giver.due = agenda.add(agenda.now() + wait, giver.sent);
  }
}
