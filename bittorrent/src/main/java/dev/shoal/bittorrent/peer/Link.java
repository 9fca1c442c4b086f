package dev.shoal.bittorrent.peer;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.DiskException;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import dev.shoal.host.Source;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The edge of one connection: a socket, a buffer, a reader and a writer around a {@link LinkCore}.
 *
 * <p>The reader reads, and gives payload to runs and all else to the core; the writer carries out
 * what the swarm posted, writes what the core has to say, and answers requests. They take turns at
 * the core under {@code turn}, which nobody holds while waiting for a socket, a disk or a buffer.
 */
public final class Link implements Source {
  /** The most payload that is read from files and written at once: 16 blocks. */
  private static final int MAX_BATCH = 1 << 18;

  private static final long IDLE_NANOS = 1L << 40; // some minutes: there is no next tick

  /** Commands that wait for the writer; beyond it the peer does not read and is ended. */
  private static final int MAX_MAILBOX = 1 << 15;

  private final int id;
  private final Duplex duplex;
  private final LinkWork work;
  private final LinkCore core;
  private final TurnLock turn = new TurnLock();
  private final ConcurrentLinkedQueue<LinkCommand> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger posted = new AtomicInteger();
  private volatile @Nullable Thread reader;
  private volatile @Nullable Thread writer;
  private volatile @Nullable String ending;
  private volatile boolean abusive;
  private volatile long movedAt;
  private final AtomicLong uploaded = new AtomicLong();
  private final ReceiveBuffer received;

  /**
   * A connection whose handshakes were exchanged; {@link #run} makes it live.
   *
   * @param early bytes that were received behind the handshake
   */
  public Link(int id, Duplex duplex, ByteBuffer early, LinkWork work, LinkCore core) {
    this.id = id;
    this.duplex = duplex;
    this.work = work;
    this.core = core;
    this.movedAt = work.clock().nanos();
    this.received = new ReceiveBuffer(duplex, early);
  }

  @Override
  public int id() {
    return id;
  }

  /** Where the other side is. */
  public Locator.Ip remote() {
    return duplex.remote();
  }

  /** Where this side is. */
  public Locator.Ip local() {
    return duplex.local();
  }

  @Override
  public void take(Lease lease) {
    post(new LinkCommand.Grant(lease));
  }

  @Override
  public void cancel(Lease part) {
    post(new LinkCommand.Cancel(part));
  }

  @Override
  public void end(String reason) {
    if (ending == null) {
      ending = reason;
    }
    duplex.close();
    LockSupport.unpark(reader);
    LockSupport.unpark(writer);
  }

  /** Has the writer carry out a command; never waits. */
  public void post(LinkCommand command) {
    if (posted.incrementAndGet() > MAX_MAILBOX) {
      end("it does not read what it is sent");
    } else {
      mailbox.add(command);
      LockSupport.unpark(writer);
    }
  }

  /**
   * Reads until the connection ends, on the calling thread; a writer runs beside it.
   *
   * @return how it ended
   */
  public Ending run() {
    reader = Thread.currentThread();
    Thread writing = Thread.ofVirtual().name("writer " + id).unstarted(this::write);
    writer = writing;
    turn.locked(core::begin);
    writing.start();
    long fastLeft;
    try {
      read();
    } catch (ConnectionException | WireException end) {
      broken(end);
    } catch (InterruptedException stopped) {
      end("stopped");
    } finally {
      end("it closed the connection");
      Joining.join(writing);
      fastLeft = turn.locked(core::close);
    }
    return new Ending(String.valueOf(ending), abusive, fastLeft);
  }

  private void broken(RuntimeException why) {
    if (why instanceof WireException rule && rule.isAbuse()) {
      abusive = true;
    }
    end(String.valueOf(why.getMessage()));
  }

  // --- reader

  private void read() throws InterruptedException {
    boolean open = true;
    while (open && ending == null) {
      long moved = movedAt;
      consume();
      if (received.crowded() && movedAt == moved) {
        Breath.take(); // a whole buffer without payload
      }
      open = received.receive();
    }
  }

  /** Takes all whole messages that came. */
  private void consume() throws InterruptedException {
    boolean more = true;
    while (more) {
      Optional<PeerMessage> next = WireCodec.decode(received.bytes());
      if (next.isPresent() && next.get() instanceof PeerMessage.Piece head) {
        payload(head);
      } else if (next.isPresent()) {
        turn.locked(() -> core.on(next.get(), now()));
      }
      more = next.isPresent();
    }
    turn.locked(() -> core.received(now()));
    boolean full = turn.locked(core::full);
    LockSupport.unpark(writer);
    while (full && ending == null) {
      LockSupport.park(this);
      full = turn.locked(core::full);
    }
  }

  private long now() {
    return work.clock().nanos();
  }

  /** Takes the payload of a block, of which some came and the rest is still to come. */
  private void payload(PeerMessage.Piece head) throws InterruptedException {
    work.down().spend(head.length());
    Optional<Slot> place = turn.locked(() -> core.place(head, now()));
    if (place.isEmpty()) {
      skip(head.length());
      return;
    }
    Slot slot = place.get();
    ByteBuffer target = target(slot);
    received.moveTo(target);
    while (target.hasRemaining()) {
      turn.locked(() -> core.progress(now()));
      if (!received.receive(target)) {
        throw new ConnectionException("it closed the connection within a block");
      }
    }
    boolean more =
        turn.locked(() -> {
          core.arrived(slot, now());
          core.received(now());
          received.rate(core.downRate(now()));
          return core.wantsToWrite();
        });
    if (more) {
      LockSupport.unpark(writer);
    }
    work.moved(head.length(), 0);
    movedAt = now();
  }

  /** Waits for a run if the slot has none: that is the back-pressure. */
  private ByteBuffer target(Slot slot) throws InterruptedException {
    int needed = turn.locked(slot::runNeeded);
    if (needed > 0) {
      Run run = work.runs().take(needed);
      turn.locked(() -> slot.attach(run, now()));
    }
    return turn.locked(slot::target);
  }

  private void skip(int length) {
    int left = length;
    while (true) {
      ByteBuffer there = received.bytes();
      int skipped = Math.min(left, there.remaining());
      there.position(there.position() + skipped);
      left -= skipped;
      if (left == 0) {
        return;
      }
      if (!received.receive()) {
        throw new ConnectionException("it closed the connection within a block");
      }
    }
  }

  // --- writer

  private void write() {
    try {
      while (ending == null) {
        Turn next = nextTurn();
        if (next.messages.isEmpty() && next.uploads.isEmpty()) {
          pause(next.wake);
        } else {
          write(next);
          LockSupport.unpark(reader); // it may wait because too much was to be written
        }
      }
    } catch (ConnectionException | WireException end) {
      broken(end);
    } catch (InterruptedException stopped) {
      end("stopped");
    }
  }

  private record Turn(List<PeerMessage> messages, List<Request> uploads, long wake) {}

  private Turn nextTurn() {
    return turn.locked(() -> {
      long nanos = now();
      LinkCommand command = mailbox.poll();
      while (command != null) {
        posted.decrementAndGet();
        core.command(command, nanos);
        command = mailbox.poll();
      }
      if (core.nextTick() - nanos <= 0) {
        core.tick(nanos);
      }
      return new Turn(core.outgoing(nanos), core.uploads(MAX_BATCH, nanos), core.nextTick());
    });
  }

  private void pause(long wake) throws InterruptedException {
    LockSupport.parkNanos(this, wake == Long.MAX_VALUE ? IDLE_NANOS : wake - now());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void write(Turn next) throws InterruptedException {
    ByteBuffer messages = WireCodec.encode(next.messages);
    if (next.uploads.isEmpty()) {
      duplex.write(new ByteBuffer[] {messages});
      return;
    }
    int payload = next.uploads.stream().mapToInt(Request::length).sum();
    ByteBuffer batch = work.batches().take(payload + next.uploads.size() * WireCodec.PIECE_HEAD);
    try {
      work.read(next.uploads, batch.duplicate());
      for (Request request : next.uploads) {
        int at = batch.position();
        WireCodec.encode(
            new PeerMessage.Piece(request.piece(), request.begin(), request.length()), batch);
        batch.position(at + WireCodec.PIECE_HEAD + request.length());
      }
      work.up().spend(payload);
      duplex.write(new ByteBuffer[] {messages, batch.flip()});
      uploaded.addAndGet(payload);
      work.moved(0, payload);
      movedAt = now();
    } catch (DiskException broken) {
      work.unreadable(next.uploads, broken);
      duplex.write(new ByteBuffer[] {messages});
      turn.locked(() -> core.refuse(next.uploads));
    } finally {
      work.batches().giveBack(batch);
    }
  }

  // --- for people

  /** Bytes of payload a second from the peer. */
  public long downRate() {
    return turn.locked(() -> core.downRate(now()));
  }

  /** Bytes of payload a second to the peer. */
  public long upRate() {
    return turn.locked(() -> core.upRate(now()));
  }

  /** How much of the content the peer has, 0 to 1. */
  public double share() {
    return turn.locked(core::share);
  }

  /** Whether no payload went either way since then. */
  public boolean movedNothingSince(long nanos) {
    return movedAt - nanos < 0;
  }

  /** Bytes of payload the peer was given. */
  public long uploaded() {
    return uploaded.get();
  }

  /** What the peer said of itself, once it did (BEP 10). */
  public Optional<ExtensionHandshake> theirs() {
    return turn.locked(core::theirs);
  }
}
