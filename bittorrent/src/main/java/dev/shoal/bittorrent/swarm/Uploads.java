package dev.shoal.bittorrent.swarm;

import dev.shoal.bittorrent.choke.Choker;
import dev.shoal.bittorrent.choke.Choker.Claimant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Who is unchoked: at once while there is room, else as the {@link Choker} decides in rounds. */
final class Uploads {
  /** What a peer is given in one turn by a seeder, while others wait. */
  private static final long SHARE_BYTES = 16 << 20;

  /** How long a turn is at most: a slow peer does not take its share for ever. */
  private static final int SHARE_ROUNDS = 6;

  private static final class Peer {
    boolean interested;
    boolean served;
    long lastServed = -1;
    long down;
    long given; // in this turn, about: a rate is told once a second
    long since; // the round in which its turn began
  }

  private final Choker choker;
  private final TreeMap<Integer, Peer> peers = new TreeMap<>();
  private long rounds;
  private long nextRound;
  private boolean begun;

  Uploads(RandomGenerator random) {
    this.choker = new Choker(random);
  }

  void interest(int source, boolean interested, boolean canServe, Consumer<SwarmAction> out) {
    Peer peer = peers.computeIfAbsent(source, key -> new Peer());
    peer.interested = interested;
    if (canServe && interested) {
      admit(source, out);
    } else if (!interested && peer.served) {
      serve(source, peer, false, out);
      fillRoom(out);
    }
  }

  /** Serves it now if it wants and there is room: nobody waits for a round without need. */
  void admit(int source, Consumer<SwarmAction> out) {
    Peer peer = peers.get(source);
    if (peer != null && peer.interested && !peer.served && Choker.hasRoom(served())) {
      serve(source, peer, true, out);
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
    if (peer != null && peer.served) {
      fillRoom(out);
    }
  }

  private void fillRoom(Consumer<SwarmAction> out) {
    peers.entrySet().stream()
        .filter(peer -> peer.getValue().interested && !peer.getValue().served)
        .min((a, b) -> Long.compare(a.getValue().lastServed, b.getValue().lastServed))
        .ifPresent(peer -> admit(peer.getKey(), out));
  }

  private int served() {
    return (int) peers.values().stream().filter(peer -> peer.served).count();
  }

  private void serve(int source, Peer peer, boolean served, Consumer<SwarmAction> out) {
    peer.served = served;
    peer.lastServed = rounds;
    peer.given = 0;
    peer.since = rounds;
    out.accept(new SwarmAction.Choke(source, !served));
  }

  /** Holds a round if it is due; returns when the next one is. */
  long round(boolean seeding, long nanos, Consumer<SwarmAction> out) {
    if (begun && nanos - nextRound < 0) {
      return nextRound;
    }
    List<Claimant> claimants = claimants();
    if (claimants.isEmpty()) {
      begun = false;
      return Long.MAX_VALUE;
    }
    if (!begun) {
      begun = true;
      nextRound = nanos + Choker.ROUND_NANOS;
    }
    if (nanos - nextRound >= 0) {
      rounds++;
      nextRound = nanos + Choker.ROUND_NANOS;
      Set<Integer> chosen = choker.round(claimants, seeding);
      claimants.forEach(claimant -> {
        Peer peer = peers.get(claimant.source());
        boolean serve = chosen.contains(claimant.source());
        if (peer != null && peer.served != serve) {
          serve(claimant.source(), peer, serve, out);
        } else if (peer != null && serve) {
          peer.lastServed = rounds;
        }
      });
    }
    return nextRound;
  }

  private List<Claimant> claimants() {
    return peers.entrySet().stream()
        .filter(peer -> peer.getValue().interested)
        .map(p -> claimant(p.getKey(), p.getValue()))
        .toList();
  }

  private Claimant claimant(int source, Peer peer) {
    boolean inTurn = peer.served && peer.given < SHARE_BYTES && rounds - peer.since < SHARE_ROUNDS;
    return new Claimant(source, peer.down, peer.lastServed, inTurn);
  }
}
