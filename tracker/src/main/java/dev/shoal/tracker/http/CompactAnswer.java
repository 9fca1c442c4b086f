package dev.shoal.tracker.http;

import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The answer that nearly all clients ask for: a dictionary with peers in rows (BEP 3, 7, 23, 24),
 * written straight into a buffer.
 */
final class CompactAnswer {
  private static final byte[] COMPLETE = bytes("d8:complete");
  private static final byte[] EXTERNAL_IP = bytes("11:external ip");
  private static final byte[] INCOMPLETE = bytes("10:incomplete");
  private static final byte[] INTERVAL = bytes("8:interval");
  private static final byte[] MIN_INTERVAL = bytes("12:min interval");
  private static final byte[] PEERS = bytes("5:peers");
  private static final byte[] PEERS6 = bytes("6:peers6");

  private CompactAnswer() {}

  /** Writes an answer to who announced from this address. */
  static void put(Outcome.Answered answer, Endpoint from, ByteBuffer out) {
    number(out.put(COMPLETE), answer.seeds());
    if (from.v6()) {
      out.put(EXTERNAL_IP).put(bytes("16:")).putLong(from.high()).putLong(from.low());
    } else {
      out.put(EXTERNAL_IP).put(bytes("4:")).putInt((int) from.low());
    }
    number(out.put(INCOMPLETE), answer.leechers());
    number(out.put(INTERVAL), answer.interval());
    number(out.put(MIN_INTERVAL), answer.minInterval());
    string(out.put(PEERS), answer.v4());
    if (answer.v6().length > 0) {
      string(out.put(PEERS6), answer.v6());
    }
    out.put((byte) 'e');
  }

  private static void number(ByteBuffer out, int value) {
    out.put((byte) 'i').put(bytes(Integer.toString(value))).put((byte) 'e');
  }

  private static void string(ByteBuffer out, byte[] value) {
    out.put(bytes(Integer.toString(value.length))).put((byte) ':').put(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
