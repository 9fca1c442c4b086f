package dev.shoal.bittorrent.session;

import dev.shoal.base.Clock;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.webseed.WebSeed;
import dev.shoal.bittorrent.webseed.WebSeedWork;
import dev.shoal.content.Layout;
import dev.shoal.host.Host;
import dev.shoal.host.PeerView;
import dev.shoal.host.Runs;
import dev.shoal.host.Source;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.HttpRanges;
import dev.shoal.net.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The web seeds of one swarm (BEP 19), from when its content is known until all of it is there. */
final class WebSeeds implements WebSeedWork, AutoCloseable {
  /** Web seeds that are asked; those beyond are left out, as more give no more speed. */
  private static final int MAX = 32;

  private final Host host;
  private final Swarm swarm;
  private final Map<Integer, WebSeed> seeds = new ConcurrentHashMap<>();
  private boolean closed;

  WebSeeds(Host host, Swarm swarm) {
    this.host = host;
    this.swarm = swarm;
  }

  /** Begins to fetch from these, unless all is there already. */
  synchronized void begin(List<URI> uris, Layout layout) {
    if (!closed) {
      uris.stream()
          .limit(MAX)
          .forEach(uri -> {
            WebSeed seed = new WebSeed(swarm.connections().newId(), uri, layout, this);
            seeds.put(seed.id(), seed);
            seed.start();
          });
    }
  }

  Optional<Source> source(int id) {
    return Optional.ofNullable(seeds.get(id));
  }

  /** Ends a web seed for good; one that sent wrong data is named. */
  void end(int id, String why, boolean banned) {
    WebSeed seed = seeds.remove(id);
    if (seed != null) {
      seed.end(why);
      if (banned) {
        warn("web seed " + seed.uri() + ": " + why + " and is not asked any more");
      }
    }
  }

  List<PeerView> views() {
    return seeds.values().stream().flatMap(seed -> seed.view().stream()).toList();
  }

  @Override
  public Clock clock() {
    return host.clock();
  }

  @Override
  public Runs runs() {
    return host.runs();
  }

  @Override
  public RateLimit down() {
    return swarm.down();
  }

  @Override
  public HttpRanges ranges(Duration patience) {
    return host.http().ranges(Trackers.namer(host), patience);
  }

  @Override
  public void tell(SwarmEvent event) {
    swarm.tell(event);
  }

  @Override
  public void moved(long downloaded, long uploaded) {
    swarm.moved(downloaded, uploaded);
  }

  @Override
  public void changed(PeerView view, TransferEvent.Peer.State state) {
    swarm.peerChanged(view, state);
  }

  @Override
  public void warn(String words) {
    swarm.warn(words);
  }

  @Override
  public synchronized void close() {
    closed = true;
    seeds.values().forEach(seed -> seed.end("stopped"));
    seeds.clear();
  }
}
