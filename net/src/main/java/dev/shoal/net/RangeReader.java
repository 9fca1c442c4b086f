package dev.shoal.net;

import dev.shoal.base.Clock;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One conversation that reads ranges; see {@link HttpRanges}. */
final class RangeReader implements HttpRanges {
  private static final int BUFFER = 64 << 10;

  /** The rest of an answer is read, not cut off, up to this: a new connection costs as much. */
  private static final int SHORT_REST = 16 << 10;

  private final HttpDialer dialer;
  private final Clock clock;
  private final Nearness namedBy;
  private final Duration patience;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).flip(); // ready to be read
  private AnswerParser answer = new AnswerParser(0);
  private Optional<Moved> moved = Optional.empty();
  private volatile @Nullable HttpLine line;
  private volatile boolean closed;

  /** An address, and how near whoever named it is. */
  private record Place(URI uri, Nearness namedBy) {}

  private record Moved(URI from, Place to) {}

  RangeReader(HttpDialer dialer, Clock clock, Nearness namedBy, Duration patience) {
    this.dialer = dialer;
    this.clock = clock;
    this.namedBy = namedBy;
    this.patience = patience;
  }

  @Override
  public Head ask(URI uri, long first, long last) {
    String range = "Range: bytes=" + first + "-" + last;
    HttpTime time = HttpTime.from(clock, patience);
    Optional<Place> known = moved.filter(m -> m.from.equals(uri)).map(Moved::to);
    moved = Optional.empty();
    if (known.isPresent()) {
      Head head = ask(uri, known.get(), range, time);
      if (head.status() / 100 == 2) {
        return head;
      }
    }
    return ask(uri, new Place(uri, namedBy), range, time); // it may have moved again
  }

  private Head ask(URI uri, Place from, String range, HttpTime time) {
    Place at = from;
    for (int hop = 0; hop <= HttpClient.MAX_REDIRECTS; hop++) {
      HttpTarget target = HttpTarget.of(at.uri);
      Head head = exchange(target, at.namedBy, range, time);
      Optional<URI> next = target.redirect(head.status(), head.headers());
      if (next.isEmpty()) {
        moved = at.uri.equals(uri) ? Optional.empty() : Optional.of(new Moved(uri, at));
        return head;
      }
      at = new Place(next.get(), at.namedBy.and(Nearness.of(head.server().address())));
    }
    throw new ConnectionException("more than " + HttpClient.MAX_REDIRECTS + " redirects");
  }

  private Head exchange(HttpTarget target, Nearness by, String range, HttpTime time) {
    Optional<HttpLine> kept = letGo(time).filter(old -> old.to().sameServer(target));
    if (kept.isPresent()) {
      HttpDialer.check(target, by, kept.get().server().address());
      try {
        return head(kept.get(), target, range, time);
      } catch (ConnectionException stale) {
        if (answer.status() != 0) {
          throw stale;
        }
      }
    }
    hangUp();
    HttpLine fresh = dialer.dial(target, by, time);
    line = fresh;
    if (closed) {
      fresh.close();
    }
    return head(fresh, target, range, time);
  }

  /** Gets rid of the answer before; the connection, if it can be used again. */
  private Optional<HttpLine> letGo(HttpTime time) {
    HttpLine old = line;
    if (old == null) {
      return Optional.empty();
    }
    try {
      if (answer.headDone() && !answer.done() && answer.rest() <= SHORT_REST) {
        old.within(time.left(), () -> fill(old, ByteBuffer.allocate(SHORT_REST)));
      }
    } catch (ConnectionException uselessNow) {
      return Optional.empty();
    }
    return answer.persists() && !in.hasRemaining() ? Optional.of(old) : Optional.empty();
  }

  private Head head(HttpLine to, HttpTarget target, String range, HttpTime time) {
    if (target.uri().getRawQuery() != null
        && Nearness.of(to.server().address()) != Nearness.GLOBAL) {
      throw new ConnectionException("a query to a local server: " + target.host());
    }
    AnswerParser fresh = new AnswerParser(Long.MAX_VALUE);
    answer = fresh;
    return to.within(
        time.left(),
        () -> {
          HttpLine.write(to.plain(), target.request("GET", "Accept-Encoding: identity", range));
          while (!fresh.headDone()) {
            if (!in.hasRemaining() && !receive(to)) {
              fresh.end();
            }
            fresh.head(in);
          }
          return new Head(fresh.status(), Map.copyOf(fresh.headers()), to.server());
        });
  }

  @Override
  public int read(ByteBuffer into) {
    HttpLine open = line;
    return open == null ? 0 : open.within(patience, () -> fill(open, into));
  }

  private int fill(HttpLine from, ByteBuffer into) {
    int before = into.position();
    while (into.hasRemaining() && !answer.done()) {
      if (!in.hasRemaining() && !receive(from)) {
        answer.end();
      }
      answer.body(in, into);
    }
    return into.position() - before;
  }

  private boolean receive(HttpLine from) {
    in.clear();
    try {
      return from.plain().read(new ByteBuffer[] {in}) >= 0;
    } finally {
      in.flip();
    }
  }

  private void hangUp() {
    HttpLine old = line;
    line = null;
    in.clear().flip();
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    HttpLine open = line;
    if (open != null) {
      open.close();
    }
  }
}
