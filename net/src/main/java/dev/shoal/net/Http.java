package dev.shoal.net;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A small HTTP/1.1 client: GET only, bounded, every hop checked (RFC 9112). */
public interface Http {
  /**
   * Fetches a page, following redirects.
   *
   * @throws ConnectionException if there is no answer in time, a redirect is refused, or the answer
   *     breaks the rules or a limit; the message says which
   */
  Answer get(Query query);

  /**
   * A conversation that reads stretches of files; nobody is connected yet.
   *
   * @param namedBy how near whoever named the files is; nothing nearer is spoken to, on no hop
   * @param patience how long an answer may take to begin, and each read from it to be done
   */
  HttpRanges ranges(Nearness namedBy, Duration patience);

  /**
   * What to fetch and within which bounds.
   *
   * @param uri http or https
   * @param namedBy how near whoever named the address is; nothing nearer is spoken to, on no hop
   * @param maxBytes the most bytes of body, after decompression
   * @param timeout for all of it
   */
  record Query(URI uri, Nearness namedBy, int maxBytes, Duration timeout) {}

  /**
   * An answer.
   *
   * @param status 100 to 599, never a redirect that was followed
   * @param headers by lower-case name; of several with one name the last
   * @param body decoded (chunked, gzip)
   * @param from where it came from at last
   */
  record Answer(int status, Map<String, String> headers, byte[] body, URI from) {}
}
