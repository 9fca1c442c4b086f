package dev.shoal.bencode;

/** Bytes that are not the bencode asked for: malformed, or beyond a limit. */
public final class BencodeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int offset;

  /**
   * Refuses what stands at an offset.
   *
   * @param offset of the offending byte in the input
   * @param what is wrong there, in words for a person
   */
  public BencodeException(int offset, String what) {
    super("at byte " + offset + ": " + what);
    this.offset = offset;
  }

  /** Where in the input the offending byte stands, from 0. */
  public int offset() {
    return offset;
  }
}
