package dev.shoal.world;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/** The bytes of one file in pages; a page that was never written reads as zeros. */
final class MemoryFile {
  /** Bytes a page, as on most disks. */
  static final int PAGE = 4096;

  private final TreeMap<Long, byte[]> pages = new TreeMap<>();
  private long size;

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
    byte[] page = pages.computeIfAbsent(position / PAGE, number -> new byte[PAGE]);
    from.get(page, (int) (position % PAGE), count);
    size = Math.max(size, position + count);
  }

  void truncate(long newSize) {
    if (newSize < size) {
      pages.tailMap(Math.ceilDiv(newSize, PAGE), true).clear();
      byte[] last = pages.get(newSize / PAGE);
      if (last != null) {
        Arrays.fill(last, (int) (newSize % PAGE), PAGE, (byte) 0);
      }
    }
    size = newSize;
  }
}
