package dev.shoal.bittorrent.story;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmAction;
import dev.shoal.bittorrent.swarm.SwarmCore;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.CandidatePool;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import dev.shoal.world.VirtualHost;
import dev.shoal.world.VirtualPipe;
import dev.shoal.world.VirtualTime;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code session.Swarm} is on a machine, in virtual time: the same cores, another edge. */
final class StoryPeer {
  static final int PORT = 6881;
  private static final long DIAL_NANOS = 10_000_000_000L;
  private static final long DISK_NANOS = 1_000_000;
  private static final Comparator<InetAddress> ADDRESSES =
      Comparator.comparing(InetAddress::getHostAddress);

  private final StoryContent content;
  private final VirtualTime time;
  private final VirtualHost host;
  private final byte[] peerId = new byte[20];
  private final SwarmCore core;
  private final CandidatePool pool;
  private final ArrayDeque<SwarmEvent> inbox = new ArrayDeque<>();
  private final TreeMap<Integer, StoryLink> links = new TreeMap<>();
  private final byte[] disk;
  private final BitSet have = new BitSet();
  private final int spoilEvery;
  private int blocksRead;
  private boolean superSeed;
  private boolean sequential;
  private final TreeMap<Integer, Long> verifiedAt = new TreeMap<>();
  private boolean freeRider;
  private boolean described;
  private boolean working;
  private int nextLink;
  private VirtualTime.@Nullable Scheduled tick;
  private long completedAt = -1;
  private long firstByteAt = -1;
  private long downloaded;
  private long uploaded;
  private final TreeSet<InetAddress> banned = new TreeSet<>(ADDRESSES);
  private final TreeMap<Integer, InetAddress> known = new TreeMap<>(); // of every link so far

  /** One that spoils each so manieth block it gives; 0: none. */
  StoryPeer(StoryContent content, VirtualTime time, VirtualHost host, long seed, int spoilEvery) {
    SplittableRandom random = new SplittableRandom(seed);
    this.content = content;
    this.time = time;
    this.host = host;
    this.core = new SwarmCore(content.infoHash(), random.split());
    this.pool = new CandidatePool(false, random.split());
    this.disk = new byte[content.bytes().length];
    this.spoilEvery = spoilEvery;
    random.nextBytes(peerId);
    host.listen(PORT, pipe -> open(pipe, false));
  }

  /** Begins with everything. */
  void seed() {
    System.arraycopy(content.bytes(), 0, disk, 0, disk.length);
    describe(content.all());
  }

  /** It fetches from the beginning to the end. */
  void playing() {
    sequential = true;
  }

  /** When it had each piece. */
  NavigableMap<Integer, Long> verifiedAt() {
    return verifiedAt;
  }

  /** From now on it gives nothing. */
  void rideFree() {
    freeRider = true;
  }

  /** Begins with everything and gives each piece as few times as possible. */
  void superSeed() {
    superSeed = true;
    seed();
  }

  /** Begins with the content known and nothing of it; without it, asks for the metadata first. */
  void leech() {
    describe(new BitSet());
  }

  private void describe(BitSet verified) {
    described = true;
    have.or(verified);
    links.values().forEach(link -> link.post(command()));
    tell(new SwarmEvent.Described(content.layout(), verified, wish()));
    settle();
  }

  private SwarmEvent.Wish wish() {
    return new SwarmEvent.Wish(content.all(), new BitSet(), sequential, superSeed);
  }

  private LinkCommand command() {
    return new LinkCommand.Described(content.layout(), content.info(), have::get, !superSeed);
  }

  Optional<LinkCommand> greeting() {
    return described ? Optional.of(command()) : Optional.empty();
  }

  void knows(StoryPeer other) {
    pool.add(
        new Candidate(new Locator.Ip(other.host.address(), PORT), Candidate.Origin.TRACKER),
        nanos());
    time.schedule(0, this::dial);
  }

  private void dial() {
    Optional<Candidate> next = pool.next(nanos());
    while (next.isPresent() && host.isUp()) {
      Locator.Ip to = next.get().locator();
      host.dial(
          to,
          DIAL_NANOS,
          new VirtualHost.Dialled() {
            @Override
            public void onConnected(VirtualPipe pipe) {
              pool.connected(to);
              open(pipe, true);
            }

            @Override
            public void onFailed(VirtualHost.Failure why) {
              pool.failed(to, nanos());
              later();
            }
          });
      next = pool.next(nanos());
    }
  }

  private void later() {
    if (pool.nextDue() != Long.MAX_VALUE) {
      time.schedule(Math.max(0, pool.nextDue() - nanos()), this::dial);
    }
  }

  private void open(VirtualPipe pipe, boolean dialled) {
    int id = nextLink++;
    known.put(id, pipe.remote().address());
    links.put(id, new StoryLink(this, id, pipe, dialled));
  }

  void ended(int id, Locator.Ip remote) {
    links.remove(id);
    pool.left(remote, nanos());
    later();
    settle();
  }

  void tell(SwarmEvent event) {
    inbox.add(event);
  }

  /** Lets the core take what waits, never from within itself. */
  void settle() {
    if (working) {
      return;
    }
    working = true;
    while (!inbox.isEmpty()) {
      long wake = core.on(inbox.remove(), nanos(), this::carryOut);
      if (tick != null) {
        tick.cancel();
      }
      if (wake != Long.MAX_VALUE) {
        tick =
            time.schedule(Math.max(0, wake - nanos()), () -> tellAndSettle(new SwarmEvent.Tick()));
      }
    }
    working = false;
  }

  private void tellAndSettle(SwarmEvent event) {
    tell(event);
    settle();
  }

  private void carryOut(SwarmAction action) {
    switch (action) {
      case SwarmAction.Grant(int source, Lease lease) -> post(source, new LinkCommand.Grant(lease));
      case SwarmAction.Cancel(int source, Lease part) -> post(source, new LinkCommand.Cancel(part));
      case SwarmAction.Choke(int source, boolean choked) ->
          post(source, new LinkCommand.Choke(choked || freeRider));
      case SwarmAction.Interest(int source, boolean interested) ->
          post(source, new LinkCommand.Interest(interested));
      case SwarmAction.AskMetadata(int source, int block) ->
          post(source, new LinkCommand.AskMetadata(block));
      case SwarmAction.Store store -> time.schedule(DISK_NANOS, () -> store(store));
      case SwarmAction.Drop(Run run) -> run.release();
      case SwarmAction.Hash(int piece) ->
          time.schedule(
              DISK_NANOS,
              () -> tellAndSettle(new SwarmEvent.Hashed(piece, content.right(piece, disk), false)));
      case SwarmAction.Verified(int piece, int _) -> {
        have.set(piece);
        verifiedAt.put(piece, time.elapsed());
        later(link -> link.post(new LinkCommand.Have(piece)));
      }
      case SwarmAction.Completed() -> completedAt = completedAt < 0 ? time.elapsed() : completedAt;
      case SwarmAction.Fingerprint(int piece) ->
          time.schedule(DISK_NANOS, () -> tellAndSettle(content.prints(piece, disk)));
      case SwarmAction.DiskAtFault(int piece) -> throw new AssertionError("disk: " + piece);
      case SwarmAction.Reveal(int source, int piece) -> post(source, new LinkCommand.Have(piece));
      case SwarmAction.Copied(int _) -> {}
      case SwarmAction.End(int source, String _, boolean ban) -> {
        if (ban) {
          banned.add(known.getOrDefault(source, host.address()));
        }
        StoryLink link = links.get(source);
        if (link != null) {
          if (ban) {
            pool.forget(link.remote());
          }
          time.schedule(0, link::end);
        }
      }
      case SwarmAction.Metadata(byte[] _) -> time.schedule(DISK_NANOS, this::leech);
    }
  }

  private void store(SwarmAction.Store store) {
    ByteBuffer run = store.run().buffer();
    for (Span span : store.spans()) {
      run.get((int) (span.offset() - store.base()), disk, (int) span.offset(), span.length());
      tell(new SwarmEvent.Stored(span));
    }
    settle();
  }

  /** To a link in an event of its own, as a mailbox does. */
  private void post(int source, LinkCommand command) {
    time.schedule(
        0,
        () -> {
          StoryLink link = links.get(source);
          if (link != null) {
            link.post(command);
          }
        });
  }

  private void later(Consumer<StoryLink> action) {
    links
        .keySet()
        .forEach(
            id -> time.schedule(0, () -> Optional.ofNullable(links.get(id)).ifPresent(action)));
  }

  void read(PeerMessage.Request request, ByteBuffer into) {
    int from = (int) content.layout().pieceOffset(request.piece()) + request.begin();
    into.put(disk, from, request.length());
    uploaded += request.length();
    if (spoilEvery > 0 && ++blocksRead % spoilEvery == 0) {
      into.put(into.position() - 1, (byte) ~into.get(into.position() - 1));
    }
  }

  void downloaded(int bytes) {
    downloaded += bytes;
    firstByteAt = firstByteAt < 0 ? time.elapsed() : firstByteAt;
  }

  /** Leaves without a word. */
  void vanish() {
    host.vanish();
  }

  /** Whether what it told others of is what it has. */
  boolean honest() {
    return have.stream().allMatch(piece -> content.right(piece, disk));
  }

  boolean complete() {
    return completedAt >= 0;
  }

  boolean intact() {
    return java.util.Arrays.equals(disk, content.bytes());
  }

  long completedAt() {
    return completedAt;
  }

  long firstByteAt() {
    return firstByteAt;
  }

  long downloaded() {
    return downloaded;
  }

  BitSet have() {
    return have;
  }

  /** The addresses of those it found to send wrong data. */
  Set<InetAddress> banned() {
    return banned;
  }

  InetAddress address() {
    return host.address();
  }

  long uploaded() {
    return uploaded;
  }

  boolean described() {
    return described;
  }

  byte[] peerId() {
    return peerId;
  }

  StoryContent content() {
    return content;
  }

  VirtualTime time() {
    return time;
  }

  long nanos() {
    return time.nanos();
  }
}
