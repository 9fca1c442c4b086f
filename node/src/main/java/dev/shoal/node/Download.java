package dev.shoal.node;

import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Content that is being fetched; when it is complete it is served until it is closed. */
public final class Download extends Exchange {
  Download(Transfer transfer, EventFeed feed, Consumer<Exchange> forget) {
    super(transfer, feed, forget);
  }

  /**
   * Waits until all that is wanted is verified and under its final name; that is where it is.
   *
   * @throws dev.shoal.base.Problem if it fails, or is closed before
   */
  public Path await() throws InterruptedException {
    return feed().awaitCompletion(Optional.empty()).orElseThrow().path();
  }

  /**
   * Waits as {@link #await()} does, but no longer than this; empty if it is not complete then.
   *
   * @throws dev.shoal.base.Problem if it fails, or is closed before
   */
  public Optional<Path> await(Duration most) throws InterruptedException {
    return feed().awaitCompletion(Optional.of(most)).map(TransferEvent.Completed::path);
  }
}
