package dev.shoal.world;

/**
 * How much a stream may have on its way: slow start, then one packet more a round trip, half of it
 * after a loss (RFC 5681, without its finer points).
 */
final class Window {
  /** Ten packets at first (RFC 6928). */
  private static final int FIRST = 10 * StreamOutput.PACKET;

  private static final int LEAST = 2 * StreamOutput.PACKET;

  /** As large as the receive buffers of common systems grow. */
  private static final int MOST = 4 << 20;

  private long size = FIRST;
  private long threshold = MOST;
  private long onItsWay;
  private long recovered;

  boolean open() {
    return onItsWay < size;
  }

  void sent(int bytes) {
    onItsWay += bytes;
  }

  void acknowledged(int bytes) {
    onItsWay -= bytes;
    long growth = size < threshold ? bytes : (long) StreamOutput.PACKET * bytes / size;
    size = Math.min(MOST, size + growth);
  }

  /**
   * A segment was lost or met a full queue. Half of the window goes, once for all segments that
   * were on their way together (RFC 6582).
   *
   * @param number of that segment
   * @param next the number of the next one to be sent
   */
  void congestion(long number, long next) {
    if (number >= recovered) {
      recovered = next;
      size = Math.max(LEAST, size / 2);
      threshold = size;
    }
  }
}
