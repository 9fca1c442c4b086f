package dev.shoal.bencode;

/**
 * What a decoder accepts; beyond it the input is refused.
 *
 * @param maxLength bytes of the whole input
 * @param maxDepth lists and dictionaries within each other, 0 (none at all) to {@link #DEEPEST}
 * @param maxItems integers, strings (keys too), lists and dictionaries together; each costs up to
 *     about 50 bytes of memory, though it may have only two bytes in the input
 * @param unsortedKeys whether keys may stand in any order, as they do in some {@code .torrent}
 *     files, against BEP 3; doubled keys are refused either way
 */
public record BencodeLimits(int maxLength, int maxDepth, int maxItems, boolean unsortedKeys) {
  /** The greatest depth that may be asked for: the decoder recurses, and the stack is finite. */
  public static final int DEEPEST = 200;

  // Trackers and the DHT need 4 levels; the rest is room for what is to be ignored.
  private static final int MESSAGE_DEPTH = 16;
  // A compact list of nodes or peers has 4 or more bytes an item; "0:" alone is waste.
  private static final int BYTES_PER_ITEM = 4;

  public BencodeLimits {
    if (maxLength < 0 || maxItems < 0 || maxDepth < 0 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException("no limits: " + maxLength + ", " + maxDepth);
    }
  }

  /** The limits for one message of a protocol of at most so many bytes; keys must be sorted. */
  public static BencodeLimits message(int maxLength) {
    return new BencodeLimits(
        maxLength, MESSAGE_DEPTH, maxLength / BYTES_PER_ITEM + MESSAGE_DEPTH, false);
  }

  /** The same, but keys may stand in any order. */
  public BencodeLimits allowingUnsortedKeys() {
    return new BencodeLimits(maxLength, maxDepth, maxItems, true);
  }
}
