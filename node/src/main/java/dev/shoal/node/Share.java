package dev.shoal.node;

import dev.shoal.host.Transfer;
import java.util.function.Consumer;

/** Content that is being served. */
public final class Share extends Exchange {
  Share(Transfer transfer, EventFeed feed, Consumer<Exchange> forget) {
    super(transfer, feed, forget);
  }

  /**
   * The link under which others get it. Waits until it is known: naming content means to read it.
   *
   * @throws dev.shoal.base.Problem if it fails, or is closed before
   */
  public ShareLink link() throws InterruptedException {
    return feed().awaitLink();
  }
}
