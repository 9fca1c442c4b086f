package dev.shoal.net;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;

/** A connection of which some bytes were read already: they are read again, and first. */
public final class PushbackDuplex implements Duplex {
  private final Duplex inner;
  private final ByteBuffer given;

  /** Gives back the remaining bytes of the buffer, which it keeps. */
  public PushbackDuplex(Duplex inner, ByteBuffer given) {
    this.inner = inner;
    this.given = given;
  }

  @Override
  public long read(ByteBuffer[] into) {
    if (!given.hasRemaining()) {
      return inner.read(into);
    }
    long before = given.remaining();
    for (ByteBuffer buffer : into) {
      int count = Math.min(buffer.remaining(), given.remaining());
      buffer.put(given.slice(given.position(), count));
      given.position(given.position() + count);
    }
    return before - given.remaining();
  }

  @Override
  public void write(ByteBuffer[] from) {
    inner.write(from);
  }

  @Override
  public Locator.Ip local() {
    return inner.local();
  }

  @Override
  public Locator.Ip remote() {
    return inner.remote();
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public String toString() {
    return inner.toString();
  }
}
