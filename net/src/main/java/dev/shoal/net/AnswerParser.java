package dev.shoal.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads one answer to a GET (RFC 9112) as its bytes arrive. Pure; strict where two readers could
 * differ about where the body ends, tolerant of a bare line feed, which old servers send.
 */
final class AnswerParser {
  /** Of the head with all interim answers, and of the trailers; servers accept 8 to 16 KiB. */
  static final int MAX_HEAD = 32 << 10;

  /** Digits of a chunk's size and its extensions, which nobody sends. */
  static final int MAX_CHUNK_LINE = 256;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.(\\d) ([1-5]\\d\\d)( .*)?");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-fA-F]{1,7})\\s*(;.*)?");

  private enum State {
    STATUS,
    HEADERS,
    FIXED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    UNTIL_THE_END,
    DONE
  }

  private final long maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private State state = State.STATUS;
  private int status;
  private boolean keepsAlive;
  private int headBytes;
  private long remaining; // of the body or of this chunk

  /**
   * A parser that has seen nothing.
   *
   * @param maxBytes the most bytes of body, as sent and after decompression
   */
  AnswerParser(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether the answer is complete; what comes behind it is not looked at. */
  boolean done() {
    return state == State.DONE;
  }

  /**
   * Takes the next bytes, all that belong to the answer.
   *
   * @throws ConnectionException if they break the rules or a limit
   */
  void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !done()) {
      switch (state) {
        case FIXED, CHUNK, UNTIL_THE_END -> takeBody(bytes);
        default -> takeLine(bytes);
      }
    }
  }

  /** Whether status and headers are there; the body follows. */
  boolean headDone() {
    return state != State.STATUS && state != State.HEADERS;
  }

  /** Takes the next bytes, as far as they belong to the head. */
  void head(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !headDone()) {
      takeLine(bytes);
    }
  }

  /** Moves the next bytes of the body, as they are sent, as far as both have room. */
  void body(ByteBuffer bytes, ByteBuffer into) {
    while (bytes.hasRemaining() && !done()) {
      switch (state) {
        case FIXED, CHUNK, UNTIL_THE_END -> {
          int count = Math.min(bodyIn(bytes), into.remaining());
          if (count == 0) {
            return;
          }
          into.put(bytes.slice(bytes.position(), count));
          bytes.position(bytes.position() + count);
          took(count);
        }
        default -> takeLine(bytes);
      }
    }
  }

  /** How many bytes of the body are still to come, as far as is known now. */
  long rest() {
    return state == State.UNTIL_THE_END ? Long.MAX_VALUE : remaining;
  }

  /** Whether the answer is complete and another may follow it (RFC 9112 9.3). */
  boolean persists() {
    return done()
        && keepsAlive
        && Arrays.stream(headers.getOrDefault("connection", "").split(","))
            .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
  }

  /**
   * The connection ended.
   *
   * @throws ConnectionException if the answer is not complete
   */
  void end() {
    if (state != State.UNTIL_THE_END && !done()) {
      throw new ConnectionException("the answer was cut off");
    }
    state = State.DONE;
    keepsAlive = false;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The decoded body of a complete answer. */
  byte[] body() {
    String encoding = headers.getOrDefault("content-encoding", "identity");
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> body.toByteArray();
      case "gzip", "x-gzip" -> gunzip();
      default -> throw new ConnectionException("the answer has an encoding nobody asked for");
    };
  }

  private byte[] gunzip() {
    if (body.size() == 0) {
      return new byte[0];
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray()))) {
      byte[] plain = in.readNBytes((int) Math.min(maxBytes, Integer.MAX_VALUE));
      if (in.read() >= 0) {
        throw tooLong();
      }
      return plain;
    } catch (IOException e) {
      throw new ConnectionException("the answer is badly compressed", e);
    }
  }

  private void takeBody(ByteBuffer bytes) {
    int count = bodyIn(bytes);
    if (body.size() + (long) count > maxBytes) {
      throw tooLong();
    }
    byte[] part = new byte[count];
    bytes.get(part);
    body.writeBytes(part);
    took(count);
  }

  private int bodyIn(ByteBuffer bytes) {
    boolean endless = state == State.UNTIL_THE_END;
    return endless ? bytes.remaining() : (int) Math.min(bytes.remaining(), remaining);
  }

  private void took(int count) {
    if (state != State.UNTIL_THE_END) {
      remaining -= count;
      if (remaining == 0) {
        state = state == State.FIXED ? State.DONE : State.CHUNK_END;
      }
    }
  }

  private void takeLine(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (state != State.CHUNK_SIZE && state != State.CHUNK_END && ++headBytes > MAX_HEAD) {
        throw new ConnectionException("the answer's head is too long");
      }
      if (next == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        onLine(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        return;
      }
      line.write(next);
      if (state == State.CHUNK_SIZE && line.size() > MAX_CHUNK_LINE) {
        throw broken();
      }
      if (state == State.CHUNK_END && (next != '\r' || line.size() > 1)) {
        throw broken();
      }
    }
  }

  private void onLine(String text) {
    switch (state) {
      case STATUS -> onStatus(text);
      case HEADERS -> {
        if (text.isEmpty()) {
          onHead();
        } else {
          onHeader(text);
        }
      }
      case CHUNK_SIZE -> onChunkSize(text);
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILERS -> state = text.isEmpty() ? State.DONE : State.TRAILERS;
      default -> throw new IllegalStateException(state.name());
    }
  }

  private void onStatus(String text) {
    Matcher matcher = STATUS_LINE.matcher(text);
    if (!matcher.matches()) {
      throw new ConnectionException("the answer is not HTTP");
    }
    keepsAlive = !matcher.group(1).equals("0"); // RFC 9112 9.3
    status = Integer.parseInt(matcher.group(2));
    headers.clear();
    state = State.HEADERS;
  }

  private void onHeader(String text) {
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1).strip();
    boolean clean = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F));
    // A line folded onto the one before begins with a blank, which is no token (RFC 9112 5.2).
    if (colon < 0 || !TOKEN.matcher(text.substring(0, colon)).matches() || !clean) {
      throw broken();
    }
    String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String before = headers.put(name, value);
    if (name.equals("content-length") && before != null && !before.equals(value)) {
      throw broken(); // RFC 9112 6.3, rule 5
    }
  }

  /** Where the body ends: RFC 9112 6.3. */
  private void onHead() {
    String coding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (status < 200) {
      state = State.STATUS; // an interim answer, another follows
    } else if (status == 204 || status == 304) {
      state = State.DONE;
    } else if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw broken();
      }
      state = State.CHUNK_SIZE;
    } else if (length != null) {
      if (!length.matches("\\d{1,18}")) {
        throw broken();
      }
      remaining = Long.parseLong(length);
      if (remaining > maxBytes) {
        throw tooLong();
      }
      state = remaining == 0 ? State.DONE : State.FIXED;
    } else {
      state = State.UNTIL_THE_END;
    }
  }

  private void onChunkSize(String text) {
    Matcher matcher = CHUNK_SIZE.matcher(text);
    if (!matcher.matches()) {
      throw broken();
    }
    remaining = Integer.parseInt(matcher.group(1), 16);
    state = remaining == 0 ? State.TRAILERS : State.CHUNK;
  }

  private static ConnectionException broken() {
    return new ConnectionException("the answer breaks the rules of HTTP");
  }

  private ConnectionException tooLong() {
    return new ConnectionException("the answer is longer than " + maxBytes + " bytes");
  }
}
