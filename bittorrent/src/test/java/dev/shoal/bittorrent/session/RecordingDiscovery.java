package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.DialBudget;
import dev.shoal.discovery.PeerSource;
import dev.shoal.host.Discovery;
import dev.shoal.host.Offer;
import dev.shoal.host.Overlay;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Finds nobody, and remembers what it was asked and told. */
final class RecordingDiscovery implements Discovery {
  private final boolean peerExchange;
  private final Optional<Overlay> overlay;
  private final DialBudget budget = new DialBudget();
  final BlockingQueue<Hash> asked = new LinkedBlockingQueue<>();
  final BlockingQueue<Hash> ended = new LinkedBlockingQueue<>();
  final List<Locator.Ip> nodes = new CopyOnWriteArrayList<>();

  /** Without an overlay. */
  RecordingDiscovery() {
    this(true, false);
  }

  RecordingDiscovery(boolean peerExchange, boolean withOverlay) {
    this.peerExchange = peerExchange;
    this.overlay = withOverlay ? Optional.of(recordingOverlay()) : Optional.empty();
  }

  /** Remembers which nodes are named. */
  private Overlay recordingOverlay() {
    return new NoOverlay() {
      @Override
      public void named(Locator.Ip node) {
        nodes.add(node);
      }
    };
  }

  @Override
  public List<PeerSource> sources(Hash content) {
    return List.of(
        new PeerSource() {
          @Override
          public String name() {
            return "nobody";
          }

          @Override
          public void start(Consumer<List<Candidate>> found) {
            asked.add(content);
          }

          @Override
          public void more() {}

          @Override
          public void close() {
            ended.add(content);
          }
        });
  }

  @Override
  public Runnable offer(Offer offer) {
    return () -> {};
  }

  @Override
  public DialBudget budget() {
    return budget;
  }

  @Override
  public Optional<Overlay> overlay() {
    return overlay;
  }

  @Override
  public boolean peerExchange() {
    return peerExchange;
  }

  @Override
  public boolean passing() {
    return false;
  }

  @Override
  public List<Locator.Ip> bootstrap() {
    return List.of();
  }
}
