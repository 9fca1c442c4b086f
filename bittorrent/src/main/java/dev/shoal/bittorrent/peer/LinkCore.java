package dev.shoal.bittorrent.peer;

import dev.shoal.base.RateMeter;
import dev.shoal.bittorrent.extension.AllowedFast;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection owes and expects: messages and time in, messages and swarm events out. It
 * sees heads of blocks only; their payload goes from the socket into a run without passing here.
 * Pure; whoever owns the connection lets one thread at a time use it.
 *
 * <p>It joins three parts: {@link Downloads} (leases, requests), {@link UploadQueue} (what the peer
 * asked for) and {@link ExtensionExchange} (BEP 10), and itself keeps choke, interest and liveness.
 */
public final class LinkCore {
  /** Messages that wait to be written; a peer that reads so slowly is of no use. */
  private static final int MAX_OUTGOING = 1 << 15;

  /** Pieces a peer may claim before the number of pieces is known: what a torrent may have. */
  private static final int MAX_PIECES = 1 << 23;

  private static final long KEEP_ALIVE_NANOS = 100_000_000_000L; // BEP 3: every two minutes
  private static final long SILENCE_NANOS = 200_000_000_000L; // the other side forgot it
  private static final long RATES_NANOS = 1_000_000_000L;

  private final int source;
  private final Consumer<SwarmEvent> tell;
  private final ArrayDeque<PeerMessage> outgoing = new ArrayDeque<>();
  private final Downloads downloads;
  private final UploadQueue uploads;
  private final ExtensionExchange extensions;
  private final Terms terms;
  private final Nuisance nuisance;
  private final RateMeter down = new RateMeter();
  private final RateMeter up = new RateMeter();
  private @Nullable Layout layout;
  private BitSet news = new BitSet(); // haves that the swarm was not told of
  private int theirPieces;
  private boolean hasAll;
  private boolean toldAll;
  private boolean spoken; // something was written after the handshake
  private boolean interested;
  private boolean theyAreInterested;
  private boolean ratesTold = true;
  private long ratesAt;
  private long sentAt;
  private long receivedAt;

  /**
   * A connection whose handshakes are exchanged.
   *
   * @param source its number in the swarm
   * @param terms what the handshakes agreed on
   * @param tell gets its swarm events; it must not come back here
   */
  public LinkCore(int source, Terms terms, long nanos, Consumer<SwarmEvent> tell) {
    this.source = source;
    this.terms = terms;
    this.tell = tell;
    this.downloads = new Downloads(source, tell, this::send);
    this.uploads = new UploadQueue(terms.fastBytes());
    this.nuisance = new Nuisance(nanos);
    this.extensions = new ExtensionExchange(source, terms, tell, this::send, nuisance);
    this.sentAt = nanos;
    this.receivedAt = nanos;
    this.ratesAt = nanos;
  }

  /** Joins the swarm, and says what is to be said first. */
  public void begin() {
    tell.accept(new SwarmEvent.Joined(source));
    if (!terms.known()) { // else what this side has comes first (BEP 3)
      if (terms.fast()) {
        send(new PeerMessage.HaveNone()); // BEP 6: one of three messages has to be the first
      }
      extensions.sayHandshake();
    }
  }

  private void send(PeerMessage message) {
    require(outgoing.size() < MAX_OUTGOING, "it does not read what it is sent");
    outgoing.add(message);
  }

  // --- from the peer

  /**
   * Takes a message; of a block its head, whose payload then belongs where {@link #place} says.
   *
   * @throws WireException if it breaks the protocol: the connection is to be ended
   */
  public void on(PeerMessage message, long nanos) {
    receivedAt = nanos;
    switch (message) {
      case PeerMessage.KeepAlive(), PeerMessage.Unknown(int _) -> {}
      case PeerMessage.Suggest(int _) -> {} // advice, and rarity knows better
      case PeerMessage.Port(int port) -> extensions.port(port, nanos);
      case PeerMessage.Choke() -> {
        tell.accept(new SwarmEvent.Choked(source, true));
        downloads.choked();
      }
      case PeerMessage.Unchoke() -> {
        tell.accept(new SwarmEvent.Choked(source, false));
        downloads.unchoked(nanos);
      }
      case PeerMessage.Interested() -> theyAreInterested(true);
      case PeerMessage.NotInterested() -> theyAreInterested(false);
      case PeerMessage.Have(int piece) -> {
        require(piece < pieces(), "it has piece " + piece + ", which does not exist");
        news.set(piece);
        // before the layout is known, a hundred thousand pieces are believed
        if (++theirPieces > pieces() || (layout == null && theirPieces % 16 == 0)) {
          nuisance.add(0, nanos);
        }
      }
      case PeerMessage.Bitfield(byte[] bits) -> bitfield(bits);
      case PeerMessage.HaveAll() -> {
        requireOnce();
        hasAll = true;
        tell.accept(new SwarmEvent.HasAll(source));
      }
      case PeerMessage.HaveNone() -> requireOnce();
      case PeerMessage.AllowedFast(int piece) -> {
        require(piece < pieces(), "it allows piece " + piece + ", which does not exist");
        downloads.allow(piece, nanos);
        tell.accept(new SwarmEvent.Allowed(source, piece));
      }
      case PeerMessage.Reject reject -> downloads.rejected(reject);
      case PeerMessage.Request request -> requested(request, nanos);
      case PeerMessage.Cancel(int piece, int begin, int length) -> {
        PeerMessage.Request request = new PeerMessage.Request(piece, begin, length);
        if (uploads.cancel(request)) {
          reject(request); // BEP 6: a cancelled request is answered as well
        }
      }
      case PeerMessage.Piece(int _, int _, int _) -> {}
      case PeerMessage.Extended(int id, byte[] payload) -> {
        extensions.on(id, payload, nanos);
        extensions.requestQueue().ifPresent(downloads::limit);
      }
    }
  }

  private void theyAreInterested(boolean now) {
    if (now != theyAreInterested) {
      theyAreInterested = now;
      tell.accept(new SwarmEvent.Interest(source, now));
    }
  }

  private int pieces() {
    Layout known = layout;
    return known == null ? MAX_PIECES : known.pieces();
  }

  /** BEP 3 and 6: what it has is told in one message, once. */
  private void requireOnce() {
    require(!toldAll, "what it has in a second message");
    toldAll = true;
  }

  /** A later one adds to the first: aria2 sends it in place of many a have. */
  private void bitfield(byte[] bits) {
    toldAll = true;
    Layout known = layout;
    if (known != null) {
      require(bits.length == (known.pieces() + 7) / 8, "a bitfield of " + bits.length + " bytes");
    }
    BitSet has = Bitfields.decode(bits);
    require(has.length() <= pieces(), "a bitfield with pieces that do not exist");
    news.or(has);
    theirPieces = Math.max(theirPieces, has.cardinality());
  }

  private void requested(PeerMessage.Request request, long nanos) {
    Layout known = layout;
    require(known != null, "a request before it was told of any piece");
    if (known != null && !uploads.add(request, known)) {
      // without BEP 6 the choke has told it, and nobody asks for what was not announced
      require(terms.fast() || uploads.isChoked(), "a request for what it was not told of");
      nuisance.add(0, nanos);
      reject(request);
    }
  }

  private void reject(PeerMessage.Request request) {
    if (terms.fast()) {
      send(new PeerMessage.Reject(request.piece(), request.begin(), request.length()));
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new WireException(otherwise);
    }
  }

  /** Where the payload of a block goes; empty: nobody asked for it, or no longer. */
  public Optional<Slot> place(PeerMessage.Piece head, long nanos) {
    return downloads.place(head, nanos);
  }

  /** Some of a block's payload came, or reading it begins. */
  public void progress(long nanos) {
    downloads.progress(nanos);
  }

  /** A block's payload is in its run. */
  public void arrived(Slot slot, long nanos) {
    receivedAt = nanos;
    down.add(slot.length(), nanos);
    ratesTold = false;
    downloads.arrived(slot, nanos, down.perSecond(nanos));
  }

  /** All that was received at once was taken: tells what was gathered from it. */
  public void received(long nanos) {
    if (!news.isEmpty()) {
      tell.accept(new SwarmEvent.Has(source, news));
      news = new BitSet();
    }
    downloads.pump(nanos, down.perSecond(nanos));
  }

  // --- from the swarm

  /** Takes what the swarm decided about this connection. */
  public void command(LinkCommand command, long nanos) {
    switch (command) {
      case LinkCommand.Grant(Lease lease) -> {
        Layout known = layout;
        if (known != null) {
          downloads.grant(new Incoming(lease, known), nanos, down.perSecond(nanos));
        }
      }
      case LinkCommand.Cancel(Lease part) -> downloads.cancel(part, nanos);
      case LinkCommand.Choke(boolean choked) -> {
        if (uploads.choke(choked)) {
          send(choked ? new PeerMessage.Choke() : new PeerMessage.Unchoke());
          uploads.dropChoked().forEach(this::reject);
        }
      }
      case LinkCommand.Interest(boolean now) -> {
        if (now != interested) {
          interested = now;
          send(now ? new PeerMessage.Interested() : new PeerMessage.NotInterested());
        }
      }
      case LinkCommand.Have(int piece) -> send(new PeerMessage.Have(piece));
      case LinkCommand.Lost(int piece) -> lost(piece);
      case LinkCommand.Extension extension -> extensions.command(extension);
      case LinkCommand.Described described -> described(described);
    }
  }

  /** What was taken to be answered cannot be. */
  public void refuse(List<PeerMessage.Request> requests) {
    require(terms.fast(), "what it asked for cannot be read any more");
    requests.forEach(this::reject);
  }

  private void lost(int piece) {
    List<PeerMessage.Request> dropped = uploads.dropPiece(piece);
    dropped.forEach(this::reject);
    boolean told = extensions.lost(piece) || terms.fast();
    require(told || dropped.isEmpty(), "what it waits for is gone");
  }

  private void described(LinkCommand.Described described) {
    Layout known = described.layout();
    if (layout != null) {
      return;
    }
    layout = known;
    downloads.layout(known);
    require(news.length() <= known.pieces(), "it has pieces that do not exist");
    uploads.content(known, described.have());
    BitSet has = new BitSet();
    for (int piece = 0; described.shown() && piece < known.pieces(); piece++) {
      if (described.have().test(piece)) {
        has.set(piece);
      }
    }
    if (!spoken && outgoing.isEmpty()) {
      Bitfields.message(has, known.pieces(), terms.fast()).ifPresent(this::send);
    } else {
      has.stream().forEach(piece -> send(new PeerMessage.Have(piece)));
    }
    if (terms.fast()) {
      BitSet allowed = AllowedFast.of(terms.peer(), terms.infoHash(), known.pieces());
      allowed.and(has);
      uploads.allow(allowed);
      allowed.stream().forEach(piece -> send(new PeerMessage.AllowedFast(piece)));
    }
    extensions.described(described.info());
  }

  // --- time, and what is to be written

  /** Time has passed. */
  public void tick(long nanos) {
    require(nanos - receivedAt < SILENCE_NANOS, "it said nothing for minutes");
    if (nanos - sentAt >= KEEP_ALIVE_NANOS && outgoing.isEmpty()) {
      send(new PeerMessage.KeepAlive());
    }
    downloads.tick(nanos);
    if (nanos - ratesAt >= RATES_NANOS && !ratesTold) {
      ratesAt = nanos;
      long in = down.perSecond(nanos);
      long out = up.perSecond(nanos);
      tell.accept(new SwarmEvent.Rates(source, in, out));
      ratesTold = in == 0 && out == 0;
    }
  }

  /** When {@link #tick} is due at the latest. */
  public long nextTick() {
    long next = Math.min(sentAt + KEEP_ALIVE_NANOS, receivedAt + SILENCE_NANOS);
    long rates = ratesTold ? Long.MAX_VALUE : ratesAt + RATES_NANOS;
    return Math.min(Math.min(next, rates), downloads.nextTick());
  }

  /** The messages to write now, in order; taken by this call. */
  public List<PeerMessage> outgoing(long nanos) {
    if (outgoing.isEmpty()) {
      return List.of();
    }
    spoken = true;
    sentAt = nanos;
    List<PeerMessage> all = List.copyOf(outgoing);
    outgoing.clear();
    return all;
  }

  /** Whether there is anything to write. */
  public boolean wantsToWrite() {
    return !outgoing.isEmpty() || !uploads.isEmpty();
  }

  /**
   * Requests to answer now: as many as a quarter of a second of this peer's rate takes, within the
   * limits; taken by this call.
   */
  public List<PeerMessage.Request> uploads(int maxBytes, long nanos) {
    int quarter = Math.clamp(up.perSecond(nanos) / 4, 1 << 15, maxBytes);
    List<PeerMessage.Request> batch = uploads.take(quarter);
    if (!batch.isEmpty()) {
      sentAt = nanos;
      long bytes = batch.stream().mapToLong(PeerMessage.Request::length).sum();
      up.add(bytes, nanos);
      ratesTold = false;
    }
    return batch;
  }

  /** Whether no more requests are to be read until some were answered. */
  public boolean full() {
    return uploads.full() || outgoing.size() >= MAX_OUTGOING / 2;
  }

  /** The connection ended: passes on what came, leaves; what is left of {@link Terms#fastBytes}. */
  public long close() {
    downloads.close();
    tell.accept(new SwarmEvent.Left(source));
    return uploads.fastLeft();
  }

  /** The peer's program and where it listens, once it said so. */
  public Optional<ExtensionHandshake> theirs() {
    return extensions.theirs();
  }

  /** How much of the content the peer has, 0 to 1; 0 while that is not known. */
  public double share() {
    Layout known = layout;
    double pieces = known == null ? 0 : known.pieces();
    return hasAll ? 1 : pieces == 0 ? 0 : Math.min(1, theirPieces / pieces);
  }

  /** Bytes of payload a second that came. */
  public long downRate(long nanos) {
    return down.perSecond(nanos);
  }

  /** Bytes of payload a second that were sent. */
  public long upRate(long nanos) {
    return up.perSecond(nanos);
  }
}
