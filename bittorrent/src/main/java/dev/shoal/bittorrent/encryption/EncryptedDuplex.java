package dev.shoal.bittorrent.encryption;

import dev.shoal.base.Locator;
import dev.shoal.net.Duplex;
import java.nio.ByteBuffer;

/** A connection whose bytes are encrypted on the way, after a handshake that agreed on RC4. */
public final class EncryptedDuplex implements Duplex {
  /**
   * Bytes that are encrypted and written at once. The caller's bytes must stay as they are, so they
   * are copied; each connection has a buffer of this size, so it is small.
   */
  private static final int CHUNK = 1 << 14;

  private final Duplex inner;
  private final EncryptionCore.Ciphers ciphers;
  private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
  private final ByteBuffer[] chunks = {chunk};

  /** Goes on where the handshake left the ciphers. */
  public EncryptedDuplex(Duplex inner, EncryptionCore.Ciphers ciphers) {
    this.inner = inner;
    this.ciphers = ciphers;
  }

  @Override
  public long read(ByteBuffer[] into) {
    int[] from = new int[into.length];
    for (int i = 0; i < into.length; i++) {
      from[i] = into[i].position();
    }
    long count = inner.read(into);
    for (int i = 0; i < into.length; i++) {
      ciphers.in().apply(into[i], from[i], into[i].position());
    }
    return count;
  }

  @Override
  public void write(ByteBuffer[] from) {
    for (ByteBuffer bytes : from) {
      while (bytes.hasRemaining()) {
        int count = Math.min(bytes.remaining(), chunk.remaining());
        chunk.put(chunk.position(), bytes, bytes.position(), count);
        chunk.position(chunk.position() + count);
        bytes.position(bytes.position() + count);
        if (!chunk.hasRemaining()) {
          flush();
        }
      }
    }
    flush();
  }

  private void flush() {
    ciphers.out().apply(chunk.flip());
    inner.write(chunks);
    chunk.clear();
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
    return inner + ", encrypted";
  }
}
