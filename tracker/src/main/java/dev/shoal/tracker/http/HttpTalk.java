package dev.shoal.tracker.http;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.HttpAnnounce;
import dev.shoal.announce.HttpAnswer;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Endpoint;
import dev.shoal.base.Hash;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.Credentials;
import dev.shoal.tracker.gate.Networks;
import dev.shoal.tracker.gate.Passkeys;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Answers requests for {@code /announce} and {@code /scrape} (BEP 3, 48), whatever carries them.
 * For one thread, as it has a buffer.
 */
final class HttpTalk {
  /** The longest head of a request: the longest query and what browsers send with it. */
  static final int MAX_HEAD = 8 << 10;

  /** The longest answer: 200 IPv6 peers as dictionaries take 14,000 bytes. */
  static final int MAX_ANSWER = 32 << 10;

  private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
  private static final byte[] OK =
      bytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ");
  private static final byte[] STAY = bytes("\r\nConnection: keep-alive\r\n\r\n");
  private static final byte[] GO = bytes("\r\nConnection: close\r\n\r\n");

  /** What became of the bytes that came. */
  enum Turn {
    /** They are no whole request yet. */
    INCOMPLETE,
    /** They were answered, and another request may follow. */
    ANSWERED,
    /** They were answered, and the connection ends behind that. */
    LAST
  }

  private final Service service;
  private final Traffic traffic;
  private final Networks proxies;
  private final ByteBuffer body = ByteBuffer.allocate(MAX_ANSWER);

  HttpTalk(Service service, Traffic traffic, Networks proxies) {
    this.service = service;
    this.traffic = traffic;
    this.proxies = proxies;
  }

  /**
   * Answers the first request in the buffer, if it is whole, and takes it out.
   *
   * @param in with an array, from its position to its limit
   * @param from where the connection came from
   * @param out is cleared and gets the answer; {@link #MAX_ANSWER} and a head
   */
  Turn take(ByteBuffer in, Endpoint from, ByteBuffer out) {
    out.clear();
    int end = endOfHead(in);
    if (end < 0) {
      return in.remaining() < MAX_HEAD
          ? Turn.INCOMPLETE
          : refuse(new HttpRefusal(431, "the head is too long"), out);
    }
    int start = in.arrayOffset() + in.position();
    String head = new String(in.array(), start, end - in.position(), StandardCharsets.ISO_8859_1);
    in.position(end + END_OF_HEAD.length);
    try {
      HttpHead request = HttpHead.parse(head);
      answer(request, client(request, from), body.clear());
      out.put(OK).put(bytes(Integer.toString(body.flip().remaining())));
      out.put(request.keepAlive() ? STAY : GO).put(body).flip();
      return request.keepAlive() ? Turn.ANSWERED : Turn.LAST;
    } catch (HttpRefusal refusal) {
      return refuse(refusal, out);
    }
  }

  private static int endOfHead(ByteBuffer in) {
    byte[] array = in.array();
    int offset = in.arrayOffset();
    for (int i = in.position(); i + END_OF_HEAD.length <= in.limit(); i++) {
      if (array[offset + i] == '\r'
          && array[offset + i + 1] == '\n'
          && array[offset + i + 2] == '\r'
          && array[offset + i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private Turn refuse(HttpRefusal refusal, ByteBuffer out) {
    traffic.dropped.increment();
    byte[] words = bytes(String.valueOf(refusal.getMessage()));
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %d"
            .formatted(refusal.status(), refusal.phrase(), words.length);
    out.put(bytes(head)).put(GO).put(words).flip();
    return Turn.LAST;
  }

  /** Whom a trusted proxy asks for; whoever else says so could have others attacked. */
  private Endpoint client(HttpHead request, Endpoint from) {
    if (request.forwardedFor().isEmpty() || !proxies.contains(from)) {
      return from;
    }
    // Each proxy adds whom it saw at the end, so the last one that is no proxy of ours counts.
    String[] said = request.forwardedFor().get().split(",", -1);
    for (int i = said.length - 1; i >= 0; i--) {
      Optional<Endpoint> one = literal(said[i].strip());
      if (one.isEmpty() || !proxies.contains(one.get())) {
        return one.orElse(from);
      }
    }
    return from;
  }

  private static Optional<Endpoint> literal(String text) {
    // Some proxies write the port as well: 192.0.2.7:443, [2001:db8::7]:443.
    String bare =
        text.matches("[0-9.]+:\\d+")
            ? text.substring(0, text.indexOf(':'))
            : text.startsWith("[") && text.indexOf(']') > 0
                ? text.substring(1, text.indexOf(']'))
                : text;
    try {
      return Optional.of(Endpoint.of(InetAddress.ofLiteral(bare), 0));
    } catch (IllegalArgumentException somethingElse) {
      return Optional.empty();
    }
  }

  private void answer(HttpHead request, Endpoint from, ByteBuffer out) {
    try {
      Optional<String> passkey = Passkeys.in(request.path());
      switch (Passkeys.without(request.path())) {
        case "/announce" -> announce(request.query(), passkey, from, out);
        case "/scrape" -> scrape(request.query(), passkey, from, out);
        default -> throw new HttpRefusal(404, "this is a tracker: /announce and /scrape");
      }
    } catch (AnnounceException e) {
      traffic.dropped.increment();
      fail(TrackerReply.Failure.because(String.valueOf(e.getMessage())), out);
    }
  }

  private void announce(String query, Optional<String> passkey, Endpoint from, ByteBuffer out) {
    HttpAnnounce.Asked asked = HttpAnnounce.parseAnnounce(query);
    AnnounceRequest request = asked.request();
    traffic.announces.increment();
    if (!service.admits(from)) {
      fail(new Outcome.Refused(Outcome.Why.RATE).reply(), out);
      return;
    }
    Announce announce =
        new Announce(
            InfoHash.of(request.infoHash()),
            from.withPort(request.port()),
            request.left() == 0,
            request.event(),
            request.numWant(),
            Announce.Families.BOTH);
    Outcome outcome =
        service.wantsCredentials()
            ? service.announce(
                announce,
                new Credentials(
                    request.peerId(), passkey, request.uploaded(), request.downloaded()))
            : service.announce(announce);
    switch (outcome) {
      case Outcome.Answered answer when asked.compact() -> CompactAnswer.put(answer, from, out);
      case Outcome.Answered answer -> out.put(dictionaries(answer.reply(), from));
      case Outcome.Refused refused -> fail(refused.reply(), out);
    }
  }

  /** As dictionaries, without the ids of the peers: those are not kept. */
  private static byte[] dictionaries(TrackerReply reply, Endpoint from) {
    return HttpAnswer.encode(
        reply instanceof TrackerReply.Answer answer ? answer.seenFrom(from.address()) : reply,
        HttpAnswer.Form.WITHOUT_IDS);
  }

  private void scrape(String query, Optional<String> passkey, Endpoint from, ByteBuffer out) {
    List<Hash> hashes = HttpAnnounce.parseScrape(query);
    traffic.scrapes.increment();
    Optional<Outcome.Refused> refused =
        service.admits(from)
            ? service.refuses(passkey)
            : Optional.of(new Outcome.Refused(Outcome.Why.RATE));
    if (refused.isPresent()) {
      fail(refused.get().reply(), out);
      return;
    }
    List<Scrape> scrapes = service.scrape(hashes.stream().map(InfoHash::of).toList());
    SortedMap<Hash, Scrape> swarms = new TreeMap<>();
    for (int i = 0; i < scrapes.size(); i++) {
      swarms.put(hashes.get(i), scrapes.get(i));
    }
    out.put(HttpAnswer.encodeScrape(swarms));
  }

  private static void fail(TrackerReply reply, ByteBuffer out) {
    out.put(HttpAnswer.encode(reply, HttpAnswer.Form.COMPACT));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
