package dev.shoal.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Endless bytes that look like chance and are the same for the same seed; the bytes at any position
 * are known without those before, so that content larger than memory can be made and compared.
 *
 * @param seed which of all the noises
 */
public record Noise(long seed) {
  private static final int BUFFER = 1 << 16;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The byte at a position. */
  public byte at(long position) {
    return (byte) (word(position >> 3) >>> ((position & 7) << 3));
  }

  /** So many bytes from a position on. */
  public byte[] bytes(long position, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; ) {
      long at = position + i;
      long word = word(at >> 3) >>> ((at & 7) << 3);
      for (int left = 8 - (int) (at & 7); left > 0 && i < length; left--) {
        bytes[i++] = (byte) word;
        word >>>= 8;
      }
    }
    return bytes;
  }

  /** The first so many bytes. */
  public byte[] bytes(int length) {
    return bytes(0, length);
  }

  /** Writes a new file of so many bytes, and the folders above it. */
  public Path file(Path path, long length) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (OutputStream out = Files.newOutputStream(path)) {
        for (long at = 0; at < length; at += BUFFER) {
          out.write(bytes(at, (int) Math.min(BUFFER, length - at)));
        }
      }
      return path;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  // SplitMix64 (Steele, Lea, Flood 2014), whose state is a multiple of its index.
  private long word(long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
