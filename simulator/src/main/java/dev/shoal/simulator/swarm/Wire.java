package dev.shoal.simulator.swarm;

import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.RequestWindow;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How leases are carried over connections: to the taking side what {@code peer.Downloads} is on a
 * machine, with the product's {@link RequestWindow}, but for single requests.
 */
final class Wire {
  private static final int MOST_AHEAD = 4 * Lease.MAX_LENGTH;

  /** No payload is ever there. */
  private static final Run NOTHING =
      new Run() {
        @Override
        public ByteBuffer buffer() {
          throw new IllegalStateException("there are no bytes in a simulation");
        }

        @Override
        public void release() {}
      };

  private final Agenda agenda;
  private final Flows flows;

  Wire(Agenda agenda, Flows flows) {
    this.agenda = agenda;
    this.flows = flows;
  }

  // --- taking

  /** The core wants this of the other side. */
  void grant(Side side, Lease lease) {
    Parcel parcel = new Parcel(lease, agenda.now());
    side.told = Math.max(0, side.told - lease.length());
    side.expected.add(parcel);
    side.assigned += lease.length();
    if (side.choked) {
      giveUp(side, parcel, parcel.wanted);
    } else {
      agenda.add(agenda.now() + side.delay, new Task.Asked(side.other(), parcel));
    }
  }

  /** The core does not want this part of a lease any more. */
  void cancel(Side side, Lease part) {
    for (Parcel parcel : List.copyOf(side.expected)) {
      if (parcel.id == part.id()) {
        long blocks = parcel.within(part) & parcel.wanted;
        giveUp(side, parcel, blocks);
        long there = agenda.now() + side.delay;
        agenda.add(there, new Task.Cancelled(side.other(), parcel, blocks));
      }
    }
  }

  private void giveUp(Side side, Parcel parcel, long blocks) {
    parcel.wanted &= ~blocks;
    side.assigned -= parcel.bytes(blocks);
    parcel.spans(
        blocks, span -> side.owner.tell(new SwarmEvent.Returned(side.source, parcel.id, span)));
    if (parcel.wanted == 0) {
      side.expected.remove(parcel);
    }
  }

  /** The other side answers requests, or no longer. */
  void choked(Side side, boolean now) {
    side.owner.tell(new SwarmEvent.Choked(side.source, now));
    side.choked = now;
    side.told = 0;
    if (now) {
      for (Parcel parcel : List.copyOf(side.expected)) {
        giveUp(side, parcel, parcel.wanted);
      }
      if (side.window != null) {
        side.window.reset();
      }
    } else if (side.window == null) {
      side.window = new RequestWindow();
    }
    pump(side);
  }

  /** Blocks are there; returns whether any of them are still wanted. */
  boolean came(Side side, Parcel parcel, long blocks) {
    long fresh = blocks & parcel.wanted;
    if (fresh == 0) {
      return false; // they were cancelled too late
    }
    int bytes = parcel.bytes(fresh);
    long now = agenda.now();
    parcel.wanted &= ~fresh;
    side.assigned -= bytes;
    side.taken(bytes, now);
    RequestWindow window = side.window;
    for (int n = Long.bitCount(fresh); window != null && n > 0; n--) {
      window.arrived(Blocks.SIZE, now - parcel.askedAt, now);
    }
    List<Span> spans = new ArrayList<>(1);
    parcel.spans(fresh, spans::add);
    side.owner.tell(new SwarmEvent.Filled(side.source, parcel.id, parcel.offset, spans, NOTHING));
    if (parcel.wanted == 0) {
      side.expected.remove(parcel);
    }
    pump(side);
    return true;
  }

  /** The core is told what the connection could be given more, as a link does. */
  void pump(Side side) {
    RequestWindow window = side.window;
    if (side.choked || window == null) {
      return;
    }
    long ahead = Math.clamp(side.downRate / 8, 0, MOST_AHEAD);
    long target = (long) window.blocks() * Blocks.SIZE + ahead;
    long lacking = target - side.assigned - side.told;
    if (lacking >= Math.clamp(target / 4, Blocks.SIZE, Lease.MAX_LENGTH)) {
      side.told += lacking;
      side.owner.tell(new SwarmEvent.Idle(side.source, (int) side.told));
    }
  }

  // --- giving

  /** Requests for all of a lease arrived. */
  void asked(Side giver, Parcel parcel) {
    if (giver.open && giver.answers) {
      giver.queue.add(parcel);
      flows.begin(giver);
    }
  }

  /** A side answers from now on, or no longer; a block that is on its way comes first. */
  void choke(Side giver, boolean choked) {
    if (!choked) {
      giver.unchokeLater = giver.chokeLater;
    } else {
      giver.unchokeLater = false;
      if (giver.chunk != 0) {
        Parcel begun = giver.queue.element();
        flows.withdraw(giver, begun, -1L);
        giver.queue.clear();
        giver.queue.add(begun);
        giver.chokeLater = true;
        return;
      }
      giver.queue.clear();
    }
    if (!giver.chokeLater) {
      tellChoke(giver, choked);
    }
  }

  private void tellChoke(Side giver, boolean choked) {
    agenda.add(agenda.now() + giver.delay, new Task.Choked(giver.other(), choked));
  }

  /** The last byte of what a side was sending is out; returns how many there were. */
  int sent(Side giver) {
    Parcel parcel = giver.queue.element();
    long blocks = giver.chunk;
    giver.given(parcel.bytes(blocks), agenda.now());
    agenda.add(agenda.now() + giver.delay, new Task.Came(giver.other(), parcel, blocks));
    if (giver.chokeLater) {
      giver.chokeLater = false;
      tellChoke(giver, true);
      if (giver.unchokeLater) {
        giver.unchokeLater = false;
        tellChoke(giver, false);
      }
    }
    flows.sent(giver);
    return parcel.bytes(blocks);
  }
}
