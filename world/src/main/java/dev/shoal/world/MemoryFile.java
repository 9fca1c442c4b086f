package dev.shoal.world;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The bytes of one file in pages; a page that was never written reads as zeros. Of pages that
 * changed since they were forced, what they were then is kept.
 */
final class MemoryFile {
  /** Bytes a page, as on most disks. */
  static final int PAGE = 4096;

  private final TreeMap<Long, byte[]> pages = new TreeMap<>();
  private final TreeMap<Long, Optional<byte[]>> forced = new TreeMap<>();
  private long size;
  private long forcedSize;

  long size() {
    return size;
  }

  /** Bytes that the file takes on the disk. */
  long taken() {
    return (long) pages.size() * PAGE;
  }

  /** Bytes from a position to the end of its page. */
  static int untilPageEnd(long position) {
    return PAGE - (int) (position % PAGE);
  }

  boolean hasPage(long position) {
    return pages.containsKey(position / PAGE);
  }

  int read(ByteBuffer into, long position) {
    int count = Math.clamp(size - position, 0, into.remaining());
    for (int done = 0; done < count; ) {
      long at = position + done;
      int part = Math.min(count - done, untilPageEnd(at));
      byte[] page = pages.get(at / PAGE);
      into.put(page == null ? new byte[PAGE] : page, (int) (at % PAGE), part);
      done += part;
    }
    return count;
  }

  /** Writes within one page. */
  void write(ByteBuffer from, int count, long position) {
    remember(position / PAGE);
    byte[] page = pages.computeIfAbsent(position / PAGE, number -> new byte[PAGE]);
    from.get(page, (int) (position % PAGE), count);
    size = Math.max(size, position + count);
  }

  void truncate(long newSize) {
    if (newSize < size) {
      var cut = pages.tailMap(Math.ceilDiv(newSize, PAGE), true);
      cut.keySet().forEach(this::remember);
      cut.clear();
      byte[] last = pages.get(newSize / PAGE);
      if (last != null) {
        remember(newSize / PAGE);
        Arrays.fill(last, (int) (newSize % PAGE), PAGE, (byte) 0);
      }
    }
    size = newSize;
  }

  private void remember(long page) {
    forced.computeIfAbsent(page, p -> Optional.ofNullable(pages.get(p)).map(byte[]::clone));
  }

  /** All of it is on the device. */
  void force() {
    forced.clear();
    forcedSize = size;
  }

  /** Of what was not forced, chance decides page by page what reached the device. */
  void cutPower(RandomGenerator random) {
    forced.forEach((page, before) -> {
      if (random.nextBoolean()) {
        before.ifPresentOrElse(bytes -> pages.put(page, bytes), () -> pages.remove(page));
      }
    });
    long kept = random.nextBoolean() ? size : forcedSize;
    size = Math.max(size, (pages.isEmpty() ? 0 : pages.lastKey() + 1) * PAGE);
    truncate(kept);
    force();
  }
}
