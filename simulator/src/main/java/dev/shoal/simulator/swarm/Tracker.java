package dev.shoal.simulator.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is there: it gives who asks some others by chance. */
final class Tracker {
  /** A peer that has lost many of its connections asks again after this. */
  private static final long AGAIN_NANOS = 30_000_000_000L;

  /** Peers that others found are full or known are passed over so many times for each wanted. */
  private static final int TRIES = 8;

  private final Swarm swarm;
  private final List<Peer> here = new ArrayList<>();
  private final BitSet asking = new BitSet();
  private final boolean star; // connections with seeders only: a server

  Tracker(Swarm swarm, boolean star) {
    this.swarm = swarm;
    this.star = star;
  }

  int size() {
    return here.size();
  }

  List<Peer> here() {
    return here;
  }

  void comes(Peer peer) {
    ask(peer);
    if (!star || !peer.wants()) {
      here.add(peer);
    }
  }

  void leaves(Peer peer) {
    here.remove(peer);
  }

  /** It has few connections left: it will ask again, once. */
  void misses(Peer peer) {
    boolean few = peer.connections() < swarm.setup.neighbours() / 2;
    if (few && peer.present() && !peer.complete() && !asking.get(peer.id)) {
      asking.set(peer.id);
      swarm.agenda.add(swarm.agenda.now() + AGAIN_NANOS, new Task.AskAgain(peer));
    }
  }

  void asksAgain(Peer peer) {
    asking.clear(peer.id);
    if (peer.present()) {
      ask(peer);
      misses(peer);
    }
  }

  private void ask(Peer peer) {
    BitSet known = new BitSet();
    known.set(peer.id);
    for (@Nullable Side side : peer.sides()) {
      if (side != null) {
        known.set(side.peer);
      }
    }
    int wanted = wanted(peer);
    int most = star ? Integer.MAX_VALUE : 2 * swarm.setup.neighbours();
    for (int tries = TRIES * wanted; tries > 0 && wanted > 0 && !here.isEmpty(); tries--) {
      Peer other = here.get(swarm.random.nextInt(here.size()));
      if (!known.get(other.id)
          && other.connections() < most
          && (peer.wants() || other.wants())
          && !other.refuses(peer)
          && !peer.refuses(other)) {
        known.set(other.id);
        wanted--;
        long delay = peer.place.delay(other.place, swarm.setup.delayNanos(), swarm.random);
        swarm.connect(peer, other, delay);
      }
    }
  }

  /** Half of them: the others come by themselves. Of few, all know all. */
  private int wanted(Peer peer) {
    int all = swarm.setup.neighbours();
    int half = here.size() <= all ? all : (all + 1) / 2;
    return Math.max(0, Math.min(half, all - peer.connections()));
  }
}
