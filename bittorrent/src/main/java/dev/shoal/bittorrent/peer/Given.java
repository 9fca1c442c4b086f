package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.content.Layout;

/**
 * How much of each part of the content one peer was given, to see who asks for the same again and
 * again. A part is at least 1 MiB, and there are at most {@value #MAX_PARTS}, so that this is small
 * beside the connection's buffers.
 */
final class Given {
  private static final int MIN_PART = 1 << 20;
  private static final int MAX_PARTS = 4096;

  /** What may be given twice: a piece that somebody else spoiled has to be fetched again. */
  private static final long MIN_TWICE = 4 << 20;

  /** Requests begin in one part and end in the next, and are rounded up. */
  private static final long SLACK = 1 << 18;

  private final Layout layout;
  private final long part;
  private final long mayBeTwice;
  private int[] kib = {}; // given of each part
  private long twice;

  Given(Layout layout) {
    this.layout = layout;
    this.part = Math.max(MIN_PART, layout.length() / (MAX_PARTS - 1) + 1);
    this.mayBeTwice = Math.max(MIN_TWICE, 2L * layout.pieceLength());
  }

  /** Counts what is about to be given; false if it is the same too often. */
  boolean add(Request request) {
    if (kib.length == 0) {
      kib = new int[(int) (layout.length() / part) + 1];
    }
    long at = layout.pieceOffset(request.piece()) + request.begin();
    int index = (int) (at / part);
    kib[index] += (request.length() + 1023) >> 10;
    if ((long) kib[index] << 10 > part + SLACK) {
      twice += request.length();
    }
    return twice <= mayBeTwice;
  }
}
