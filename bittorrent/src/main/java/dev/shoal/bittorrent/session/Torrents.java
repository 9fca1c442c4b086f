package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.handshake.HandshakeCore;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The torrents of a node: which are here, who fetches or serves one, and who is let in. */
final class Torrents implements Running {
  private final Host host;
  private final Handshakes handshakes;
  private final Map<Hash, Swarm> swarms = new ConcurrentHashMap<>();
  private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();

  Torrents(Host host) {
    this.host = host;
    this.handshakes = new Handshakes(host.timers(), host.clock());
  }

  @Override
  public void accept(Duplex connection) {
    try (connection) {
      Handshakes.Exchanged exchanged =
          handshakes.exchange(
              connection,
              HandshakeCore.answering(hash ->
                  Optional.ofNullable(swarms.get(hash))
                      .map(swarm -> swarm.connections().peerId())));
      Swarm swarm = swarms.get(exchanged.theirs().infoHash());
      if (swarm != null) {
        swarm.connections().adopt(connection, exchanged);
      }
    } catch (ConnectionException useless) {
      return; // whoever it was has gone, or wants nothing that is here
    }
  }

  /** Lets connections for this torrent in. */
  void open(Hash infoHash, Swarm swarm) {
    if (swarms.putIfAbsent(infoHash, swarm) != null) {
      throw new Problem(
          Problem.Kind.CONFLICT, "this node fetches or shares " + infoHash + " already");
    }
  }

  /** Lets no more in. */
  void shut(Hash infoHash, Swarm swarm) {
    swarms.remove(infoHash, swarm);
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
