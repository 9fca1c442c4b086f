package dev.shoal.bittorrent.webseed;

import dev.shoal.base.Clock;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.host.PeerView;
import dev.shoal.host.Runs;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.HttpRanges;
import dev.shoal.net.RateLimit;
import java.time.Duration;

/** What a {@link WebSeed} wants of the torrent it belongs to; no method but {@code take} waits. */
public interface WebSeedWork {
  Clock clock();

  Runs runs();

  RateLimit down();

  /** A conversation that keeps to whom a torrent may name. */
  HttpRanges ranges(Duration patience);

  /** Tells the swarm. */
  void tell(SwarmEvent event);

  /** Payload moved. */
  void moved(long downloaded, long uploaded);

  /** It answered for the first time, or left after that. */
  void changed(PeerView view, TransferEvent.Peer.State state);

  /** Something a person should know. */
  void warn(String words);
}
