package dev.shoal.tracker.udp;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.base.Endpoint;
import dev.shoal.net.server.DatagramServer;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.Credentials;
import dev.shoal.tracker.gate.Passkeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers one datagram with another (BEP 15). Until an address is proven by its connection id,
 * nothing longer than the request is sent to it, as it may be another's. Any thread, with buffers
 * of its own.
 *
 * <p>It reads and writes where the fields lie instead of through {@link UdpAnnounce}, whose objects
 * are for clients: a tracker is asked some hundred thousand times a second.
 */
final class UdpTalk implements DatagramServer.Answerer {
  /** IPv6 peers in an answer, so that it fits the packet that every IPv6 link carries: 1,280. */
  private static final int MAX_V6_PEERS = 66;

  private static final int CONNECT = 0;
  private static final int ANNOUNCE = 1;
  private static final int SCRAPE = 2;
  private static final int ERROR = 3;

  /** Where the fields of a request begin. */
  private static final class At {
    static final int ACTION = 8;
    static final int TRANSACTION = 12;
    static final int INFO_HASH = 16;
    static final int PEER_ID = 36;
    static final int DOWNLOADED = 56;
    static final int LEFT = 64;
    static final int UPLOADED = 72;
    static final int EVENT = 80;
    static final int NUM_WANT = 92;
    static final int PORT = 96;
    static final int OPTIONS = 98;
    static final int HEAD = 16;

    private At() {}
  }

  private static final Event[] EVENTS = {Event.NONE, Event.COMPLETED, Event.STARTED, Event.STOPPED};

  private final Service service;
  private final Traffic traffic;
  private final ConnectionIds ids;

  UdpTalk(Service service, Traffic traffic, ConnectionIds ids) {
    this.service = service;
    this.traffic = traffic;
    this.ids = ids;
  }

  /**
   * Answers a datagram.
   *
   * @param in its bytes, from position 0 to the limit
   * @param from where it came from, at whatever port
   * @param out is cleared and gets the answer, from position 0 to the limit
   * @return whether there is an answer; none to what is malformed or proves nothing
   */
  @Override
  public boolean answer(ByteBuffer in, Endpoint from, ByteBuffer out) {
    boolean answered;
    try {
      answered = in.limit() >= At.HEAD && answerWhole(in, from, out.clear());
    } catch (RuntimeException bug) { // costs one datagram its answer, and not the others theirs
      service.failed(bug);
      answered = false;
    }
    if (answered) {
      out.flip();
    } else {
      traffic.dropped.increment();
    }
    return answered;
  }

  private boolean answerWhole(ByteBuffer in, Endpoint from, ByteBuffer out) {
    return switch (in.getInt(At.ACTION)) {
      case CONNECT -> connect(in, from, out);
      case ANNOUNCE -> announce(in, from, out);
      case SCRAPE -> scrape(in, from, out);
      default -> false;
    };
  }

  private boolean connect(ByteBuffer in, Endpoint from, ByteBuffer out) {
    if (in.getLong(0) != UdpAnnounce.PROTOCOL_ID) {
      return false;
    }
    traffic.connects.increment();
    head(in, CONNECT, out).putLong(ids.issue(from, service.clock().nanos()));
    return true;
  }

  private boolean announce(ByteBuffer in, Endpoint from, ByteBuffer out) {
    int event = in.limit() < At.OPTIONS ? -1 : in.getInt(At.EVENT);
    if (event < 0 || event >= EVENTS.length || !isProven(in, from) || !service.admits(from)) {
      return false;
    }
    int wanted = in.getInt(At.NUM_WANT);
    Announce announce =
        new Announce(
            InfoHash.read(in.position(At.INFO_HASH)),
            from.withPort(Short.toUnsignedInt(in.getShort(At.PORT))),
            in.getLong(At.LEFT) == 0,
            EVENTS[event],
            from.v6() ? Math.min(wanted, MAX_V6_PEERS) : wanted,
            Announce.Families.OWN);
    traffic.announces.increment();
    Outcome outcome =
        service.wantsCredentials()
            ? service.announce(announce, credentials(in))
            : service.announce(announce);
    switch (outcome) {
      case Outcome.Answered answer ->
          head(in, ANNOUNCE, out)
              .putInt(answer.interval())
              .putInt(answer.leechers())
              .putInt(answer.seeds())
              .put(from.v6() ? answer.v6() : answer.v4());
      case Outcome.Refused(Outcome.Why _, String reason) -> refuse(in, reason, out);
    }
    return true;
  }

  private boolean scrape(ByteBuffer in, Endpoint from, ByteBuffer out) {
    int count = (in.limit() - At.HEAD) / (Long.BYTES + Long.BYTES + Integer.BYTES);
    if (count == 0
        || count > UdpRequest.Scrape.MAX_HASHES
        || !isProven(in, from)
        || !service.admits(from)) {
      return false;
    }
    List<InfoHash> infoHashes = new ArrayList<>(count);
    in.position(At.HEAD);
    for (int i = 0; i < count; i++) {
      infoHashes.add(InfoHash.read(in));
    }
    traffic.scrapes.increment();
    // A scrape over UDP has no place for a passkey: whatever follows its head is hashes.
    Optional<Outcome.Refused> refused = service.refuses(Optional.empty());
    if (refused.isPresent()) {
      refuse(in, refused.get().reason(), out);
      return true;
    }
    head(in, SCRAPE, out);
    for (Scrape swarm : service.scrape(infoHashes)) {
      out.putInt(swarm.seeds()).putInt(swarm.completed()).putInt(swarm.leechers());
    }
    return true;
  }

  private boolean isProven(ByteBuffer in, Endpoint from) {
    return ids.isValid(in.getLong(0), from, service.clock().nanos());
  }

  private static ByteBuffer head(ByteBuffer in, int action, ByteBuffer out) {
    return out.putInt(action).putInt(in.getInt(At.TRANSACTION));
  }

  private static void refuse(ByteBuffer in, String reason, ByteBuffer out) {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    head(in, ERROR, out).put(words, 0, Math.min(words.length, out.remaining()));
  }

  private static Credentials credentials(ByteBuffer in) {
    return new Credentials(
        PeerId.from(in.position(At.PEER_ID)),
        Passkeys.in(urlData(in.position(At.OPTIONS))),
        in.getLong(At.UPLOADED),
        in.getLong(At.DOWNLOADED));
  }

  /** Path and query of the announce address, as the options behind an announce tell (BEP 41). */
  private static String urlData(ByteBuffer in) {
    StringBuilder url = new StringBuilder();
    while (in.hasRemaining()) {
      int option = in.get();
      if (option == 0) { // EndOfOptions
        break;
      }
      if (option != 1) { // NOP has no length
        int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : 0;
        byte[] data = new byte[Math.min(length, in.remaining())];
        in.get(data);
        if (option == 2) { // URLData; a long one comes in parts
          url.append(new String(data, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return url.toString();
  }
}
