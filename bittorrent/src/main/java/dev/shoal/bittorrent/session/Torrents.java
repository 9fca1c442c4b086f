package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.peer.Joining;
import dev.shoal.host.ContentName;
import dev.shoal.host.Fetcher;
import dev.shoal.host.Host;
import dev.shoal.host.Publisher;
import dev.shoal.host.Recipe;
import dev.shoal.host.Running;
import dev.shoal.host.Scraped;
import dev.shoal.host.Transfer;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import dev.shoal.net.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The torrents of a node: which are here, who fetches or serves one, and who is let in. */
final class Torrents implements Running {
  /** Strangers whose handshake is not over; each may take ten seconds. */
  private static final int MAX_SHAKING = 128;

  private final Host host;
  private final Undecided shaking = new Undecided(MAX_SHAKING);
  private final Handshakes handshakes;
  private final Served served = new Served();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();

  Torrents(Host host) {
    this.host = host;
    this.handshakes = new Handshakes(host);
  }

  @Override
  public void accept(Duplex connection) {
    try (connection) {
      Handshakes.Exchanged exchanged = answer(connection);
      served
          .swarm(exchanged.theirs().infoHash())
          .ifPresent(swarm -> swarm.connections().adopt(exchanged));
    } catch (ConnectionException useless) {
      return; // whoever it was has gone, or wants nothing that is here
    }
  }

  private Handshakes.Exchanged answer(Duplex connection) {
    shaking.enter(connection);
    try {
      return handshakes.answer(connection, served);
    } finally {
      shaking.leave(connection);
    }
  }

  /** How many connections all torrents have. */
  AtomicInteger connections() {
    return connections;
  }

  /** Lets connections for this torrent in. */
  void open(Hash infoHash, Swarm swarm) {
    if (!served.add(infoHash, swarm)) {
      throw new Problem(
          Problem.Kind.CONFLICT, "this node fetches or shares " + infoHash + " already");
    }
  }

  /** Lets no more in. */
  void shut(Hash infoHash, Swarm swarm) {
    served.remove(infoHash, swarm);
  }

  void ended(Transfer transfer) {
    transfers.remove(transfer);
  }

  @Override
  public Optional<Fetcher> fetcher(ContentName name) {
    Wanted wanted = Wanted.of(name);
    return Optional.of((plan, listener) -> {
      FetchTransfer transfer = new FetchTransfer(this, host, wanted, plan, listener);
      transfers.add(transfer);
      transfer.start();
      return transfer;
    });
  }

  @Override
  public Optional<Publisher> publisher(Recipe recipe) {
    return Optional.of(listener -> {
      ShareTransfer transfer = new ShareTransfer(this, host, recipe, listener);
      transfers.add(transfer);
      transfer.start();
      return transfer;
    });
  }

  @Override
  public List<Scraped> scrape(ContentName name) {
    return Trackers.scrape(host, Wanted.of(name));
  }

  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    transfers.forEach(
        transfer -> closing.add(Thread.ofVirtual().name("closing").start(transfer::close)));
    for (Thread thread : closing) {
      Joining.join(thread);
    }
  }
}
