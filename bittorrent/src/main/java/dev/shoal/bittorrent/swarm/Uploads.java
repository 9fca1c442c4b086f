package dev.shoal.bittorrent.swarm;

import dev.shoal.bittorrent.choke.Choker;
import dev.shoal.bittorrent.choke.Choker.Claimant;
import dev.shoal.bittorrent.piece.Sources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Who is unchoked: at once while there is room, else as the {@link Choker} decides in rounds. */
final class Uploads {
  /** What a peer is given in one turn by a seeder, while others wait. */
  private static final long SHARE_BYTES = 16 << 20;

  /** How long a turn is at most: a slow peer does not take its share for ever. */
  private static final int SHARE_ROUNDS = 6;

  private static final class Peer {
    final int source;
    boolean interested;
    boolean served;
    long lastServed = -1;
    long down;
    long given; // in this turn, about: a rate is told once a second
    long since; // the round in which its turn began

    Peer(int source) {
      this.source = source;
    }
  }

  private static final Comparator<Peer> LONGEST_WAIT =
      Comparator.comparingLong(peer -> peer.lastServed);

  private static final Comparator<Peer> BEST_GIVER =
      Comparator.comparingLong((Peer peer) -> peer.down).reversed().thenComparing(LONGEST_WAIT);

  private final Choker choker;
  private final Sources<Peer> peers = new Sources<>();
  private int interested; // how many of them are
  private int served;
  private long rounds;
  private long nextRound;
  private boolean begun;
  private boolean seeding;

  Uploads(RandomGenerator random) {
    this.choker = new Choker(random);
  }

  void interest(int source, boolean wants, boolean canServe, Consumer<SwarmAction> out) {
    Peer peer = peers.get(source, () -> new Peer(source));
    interested += (wants ? 1 : 0) - (peer.interested ? 1 : 0);
    peer.interested = wants;
    if (canServe && wants) {
      admit(source, out);
    } else if (!wants && peer.served) {
      serve(peer, false, out);
      fillRoom(out);
    }
  }

  /** Serves it now if it wants and there is room: nobody waits for a round without need. */
  void admit(int source, Consumer<SwarmAction> out) {
    Peer peer = peers.get(source);
    if (peer != null && peer.interested && !peer.served && Choker.hasRoom(served)) {
      serve(peer, true, out);
    }
  }

  /** Once a second: bytes a second from it and to it. */
  void rates(int source, long down, long up) {
    Peer peer = peers.get(source);
    if (peer != null) {
      peer.down = down;
      peer.given += up;
    }
  }

  void left(int source, Consumer<SwarmAction> out) {
    Peer peer = peers.remove(source);
    if (peer != null) {
      interested -= peer.interested ? 1 : 0;
      if (peer.served) {
        served--;
        fillRoom(out);
      }
    }
  }

  private void fillRoom(Consumer<SwarmAction> out) {
    List<Peer> waiting = new ArrayList<>();
    peers.forEach(peer -> {
      if (peer.interested && !peer.served) {
        waiting.add(peer);
      }
    });
    waiting.stream()
        .min(seeding ? LONGEST_WAIT : BEST_GIVER)
        .ifPresent(peer -> admit(peer.source, out));
  }

  private void serve(Peer peer, boolean now, Consumer<SwarmAction> out) {
    served += (now ? 1 : 0) - (peer.served ? 1 : 0);
    peer.served = now;
    peer.lastServed = rounds;
    peer.given = 0;
    peer.since = rounds;
    out.accept(new SwarmAction.Choke(peer.source, !now));
  }

  /** Holds a round if it is due; returns when the next one is. */
  long round(boolean complete, long nanos, Consumer<SwarmAction> out) {
    seeding = complete;
    if (begun && nanos - nextRound < 0) {
      return nextRound;
    }
    if (interested == 0) {
      begun = false;
      return Long.MAX_VALUE;
    }
    if (!begun) {
      begun = true;
      nextRound = nanos + Choker.ROUND_NANOS;
    }
    if (nanos - nextRound >= 0) {
      List<Claimant> claimants = claimants();
      rounds++;
      nextRound = nanos + Choker.ROUND_NANOS;
      Set<Integer> chosen = choker.round(claimants, seeding);
      claimants.forEach(claimant -> {
        Peer peer = peers.get(claimant.source());
        boolean serve = chosen.contains(claimant.source());
        if (peer != null && peer.served != serve) {
          serve(peer, serve, out);
        } else if (peer != null && serve) {
          peer.lastServed = rounds;
        }
      });
    }
    return nextRound;
  }

  private List<Claimant> claimants() {
    List<Claimant> claimants = new ArrayList<>();
    peers.forEach(peer -> {
      if (peer.interested) {
        claimants.add(claimant(peer));
      }
    });
    return claimants;
  }

  private Claimant claimant(Peer peer) {
    boolean inTurn = peer.served && peer.given < SHARE_BYTES && rounds - peer.since < SHARE_ROUNDS;
    return new Claimant(peer.source, peer.down, peer.lastServed, inTurn);
  }
}
