package dev.shoal.bittorrent.webseed;

import dev.shoal.base.Locator;
import dev.shoal.content.FileEntry;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.HttpRanges;
import dev.shoal.net.RateLimit;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads bytes of the content from where a web seed has them: across files, from the answer that is
 * open while it reaches on, else by a new request. One thread uses it.
 */
final class SeedReader {
  private static final int SCRATCH = 16 << 10;
  private static final int NO_FILE = -1;

  private final SeedUrls urls;
  private final HttpRanges http;
  private final RateLimit limit;
  private int file = NO_FILE; // whose answer is open
  private long position; // in that file
  private long end; // of the answer, in that file
  private Optional<Locator.Ip> server = Optional.empty();

  SeedReader(SeedUrls urls, HttpRanges http, RateLimit limit) {
    this.urls = urls;
    this.http = http;
    this.limit = limit;
  }

  /** Where the last answer came from. */
  Optional<Locator.Ip> server() {
    return server;
  }

  /**
   * Fills the buffer with the content's bytes from this one on. Padding is not asked for (BEP 47).
   *
   * @param until the byte of the content up to which reading will go on after this
   * @throws SeedRefusal if the server does not give them
   * @throws ConnectionException if they do not come
   */
  void read(long from, ByteBuffer into, long until) throws InterruptedException {
    long at = from;
    while (into.hasRemaining()) {
      int index = urls.layout().fileAt(at);
      FileEntry entry = urls.layout().files().get(index);
      int count = (int) Math.min(into.remaining(), entry.end() - at);
      ByteBuffer part = into.slice(into.position(), count);
      if (entry.padding()) {
        part.put(new byte[count]);
      } else {
        long last = Math.min(until, entry.end()) - entry.offset() - 1;
        fill(index, at - entry.offset(), last, part);
      }
      into.position(into.position() + count);
      at += count;
    }
  }

  private void fill(int index, long from, long last, ByteBuffer part) throws InterruptedException {
    limit.spend(part.remaining());
    long at = from;
    while (part.hasRemaining()) {
      boolean reaches =
          index == file && at >= position && at - position <= Verdict.MAX_SKIPPED && at < end;
      if (!reaches) {
        ask(index, at, last);
      }
      skipTo(at);
      int count = take(part.slice(part.position(), (int) Math.min(part.remaining(), end - at)));
      part.position(part.position() + count);
      at += count;
    }
  }

  private void ask(int index, long first, long last) {
    file = NO_FILE;
    long length = urls.layout().files().get(index).length();
    HttpRanges.Head head = http.ask(urls.of(index), first, last);
    server = Optional.of(head.server());
    Verdict verdict =
        Verdict.of(head.status(), head.headers(), new Verdict.Asked(first, last, length));
    if (!(verdict instanceof Verdict.Serves serves)) {
      throw new SeedRefusal(verdict, index);
    }
    file = index;
    position = serves.first();
    end = serves.end();
  }

  private void skipTo(long to) throws InterruptedException {
    while (position < to) {
      ByteBuffer scratch = ByteBuffer.allocate((int) Math.min(SCRATCH, to - position));
      limit.spend(scratch.remaining());
      take(scratch);
    }
  }

  private int take(ByteBuffer into) {
    int open = file;
    file = NO_FILE; // if this fails, nothing more comes of this answer
    int count = http.read(into);
    if (count == 0) {
      throw new ConnectionException("the answer is shorter than it said");
    }
    file = open;
    position += count;
    return count;
  }
}
