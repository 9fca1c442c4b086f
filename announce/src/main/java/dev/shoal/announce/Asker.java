package dev.shoal.announce;

import java.time.Duration;

/** A way to ask one tracker; blocks. */
interface Asker {
  /**
   * Announces and waits for the reply.
   *
   * @throws dev.shoal.net.ConnectionException if there is none
   * @throws AnnounceException if the answer is none
   */
  TrackerReply ask(AnnounceRequest request, Duration patience) throws InterruptedException;
}
