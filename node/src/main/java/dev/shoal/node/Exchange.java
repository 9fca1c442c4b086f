package dev.shoal.node;

import dev.shoal.host.PeerView;
import dev.shoal.host.Progress;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import java.time.Duration;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Content that is being fetched or served by a node. Any thread may use it. */
public abstract sealed class Exchange implements AutoCloseable permits Download, Share {
  /** For a consumer of events that is in the middle of one. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Transfer transfer;
  private final EventFeed feed;
  private final Consumer<Exchange> forget;
  private final AtomicBoolean closed = new AtomicBoolean();

  Exchange(Transfer transfer, EventFeed feed, Consumer<Exchange> forget) {
    this.transfer = transfer;
    this.feed = feed;
    this.forget = forget;
  }

  final EventFeed feed() {
    return feed;
  }

  /** How it stands now. */
  public final Progress progress() {
    return transfer.progress();
  }

  /**
   * How it stands, now and then again and again: the stream waits between its elements. It ends
   * with one that tells the end, when the transfer completes, fails or is closed; an interrupt of
   * the thread that reads it ends it as well.
   */
  public final Stream<Progress> progress(Duration every) {
    return StreamSupport.stream(new Watch(every), false);
  }

  /** The connected peers now. */
  public final List<PeerView> peers() {
    return transfer.peers();
  }

  /**
   * Gives all events, from the first, to the consumer: one at a time, in their order, on a thread
   * that it may block. While it lags behind by thousands of events, those that only report progress
   * are left out.
   *
   * @throws IllegalStateException if there is a consumer already
   */
  public final void events(Consumer<TransferEvent> consumer) {
    feed.deliverTo(consumer);
  }

  /** Ends it: state saved, trackers told; waits 3 s at most. Again is fine. */
  @Override
  public final void close() {
    if (closed.compareAndSet(false, true)) {
      transfer.close();
      feed.end(PATIENCE);
      forget.accept(this);
    }
  }

  private final class Watch extends Spliterators.AbstractSpliterator<Progress> {
    private final Duration every;
    private boolean begun;
    private boolean over;

    Watch(Duration every) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.every = every;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Progress> action) {
      if (over) {
        return false;
      }
      try {
        over = feed.pause(begun ? every : Duration.ZERO);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      begun = true;
      action.accept(progress());
      return true;
    }
  }
}
