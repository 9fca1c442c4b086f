package dev.shoal.world;

/** A numbered part of a stream on its way, with what befell it. */
final class Segment {
  final long number;
  final byte[] bytes;

  /** How often it had to be sent again. */
  int retries;

  /** Whether it met a full queue: the other side says so when it acknowledges it. */
  boolean congested;

  Segment(long number, byte[] bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  /** Whether it is the end of the stream, as nothing else has no bytes. */
  boolean isEnd() {
    return bytes.length == 0;
  }
}
