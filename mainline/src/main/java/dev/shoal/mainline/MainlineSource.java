package dev.shoal.mainline;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.PeerSource;
import dev.shoal.host.Host;
import dev.shoal.host.Timers;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one content that the DHT knows, and the announcement that this node is one of them:
 * at once, again soon as long as nobody is found, and every quarter of an hour.
 */
final class MainlineSource implements PeerSource {
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5); // doubles as nobody is found
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(15); // others forget in 30

  /** Asked for more, it does not look sooner than this after it looked. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Host host;
  private final Clock clock;
  private final Explorer explorer;
  private final NodeId infoHash;
  private final Timers.Timer timer;
  private volatile boolean closed;
  private volatile long lookedAt;
  private long pause = AGAIN_NANOS;
  private @Nullable Consumer<List<Candidate>> found;

  MainlineSource(Host host, Explorer explorer, NodeId infoHash) {
    this.host = host;
    this.clock = host.clock();
    this.explorer = explorer;
    this.infoHash = infoHash;
    this.timer = host.timers().timer(this::look);
  }

  @Override
  public String name() {
    return "DHT";
  }

  @Override
  public void start(Consumer<List<Candidate>> listener) {
    found = listener;
    lookedAt = clock.nanos();
    timer.at(clock.nanos());
  }

  private void look() {
    int[] count = {0};
    lookedAt = clock.nanos();
    int stored =
        announce(
            explorer,
            infoHash,
            host.ports().announced(),
            peers -> {
              count[0] += peers.size();
              tell(peers);
            },
            () -> closed);
    boolean well = count[0] > 0 && stored > 0;
    if (!closed) {
      timer.at(clock.nanos() + (well ? EVERY_NANOS : pause));
      pause = well ? AGAIN_NANOS : Math.min(EVERY_NANOS, 2 * pause);
    }
  }

  private void tell(List<Locator.Ip> peers) {
    Consumer<List<Candidate>> listener = found;
    if (listener != null && !closed && !peers.isEmpty()) {
      listener.accept(
          peers.stream().map(peer -> new Candidate(peer, Candidate.Origin.DHT)).toList());
    }
  }

  /** Looks for peers, then tells those responsible of this one; how many took it down. */
  static int announce(
      Explorer explorer,
      NodeId infoHash,
      int port,
      Consumer<List<Locator.Ip>> peers,
      BooleanSupplier stop) {
    Explorer.Outcome outcome =
        explorer.explore(
            infoHash,
            new Question.GetPeers(infoHash, Want.UNSAID, false, false),
            DhtSettings.USUAL_PATHS,
            reached -> peers.accept(reached.answer().peers()),
            stop);
    return stop.getAsBoolean()
        ? 0
        : explorer.ask(
            writable(outcome),
            it -> new Question.AnnouncePeer(infoHash, port, false, it.token(), false));
  }

  /** Who gave a token can be written to. */
  static List<Explorer.Target> writable(Explorer.Outcome outcome) {
    return outcome.targets().stream().filter(it -> it.found().token().length > 0).toList();
  }

  @Override
  public void more() {
    if (!closed) {
      timer.at(Math.max(clock.nanos(), lookedAt + PAUSE_NANOS));
    }
  }

  @Override
  public void close() {
    closed = true;
    timer.close();
  }
}
