package dev.shoal.bittorrent.story;

import dev.shoal.world.PathQuality;
import dev.shoal.world.Rates;
import dev.shoal.world.VirtualNetwork;
import dev.shoal.world.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A swarm in the making, then at work: {@code of(size).seeders(1).leechers(3).begin(seed)}. */
final class StorySwarm {
  private static final int PIECE = 1 << 17;

  private final int length;
  private int seeders;
  private int liars;
  private int spoilEvery = 1;
  private boolean superSeeding;
  private boolean playing;
  private Rates slow = new Rates(0, 0);
  private int slowSeeders;
  private int leechers;
  private int magnetLeechers;
  private Rates rates = new Rates(4 << 20, 4 << 20);
  private PathQuality path = PathQuality.delayed(2_000_000);

  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE / 4);
  private final List<StoryPeer> seeding = new ArrayList<>();
  private final List<StoryPeer> leeching = new ArrayList<>();
  private VirtualNetwork network = new VirtualNetwork(time, new SplittableRandom(0), rates, path);

  private StorySwarm(int length) {
    this.length = length;
  }

  static StorySwarm of(int length) {
    return new StorySwarm(length);
  }

  StorySwarm seeders(int n) {
    seeders = n;
    return this;
  }

  /** Peers that have everything and spoil every block they give. */
  StorySwarm liars(int n) {
    liars = n;
    return this;
  }

  /** The same, who spoil each so manieth block. */
  StorySwarm slyLiars(int n, int every) {
    spoilEvery = every;
    return liars(n);
  }

  /** Leechers fetch in order. */
  StorySwarm playing() {
    playing = true;
    return this;
  }

  /** The first so many seeders have this line. */
  StorySwarm slowSeeders(int n, Rates line) {
    slowSeeders = n;
    slow = line;
    return this;
  }

  StorySwarm superSeeding() {
    superSeeding = true;
    return this;
  }

  StorySwarm leechers(int n) {
    leechers = n;
    return this;
  }

  StorySwarm magnetLeechers(int n) {
    magnetLeechers = n;
    return this;
  }

  StorySwarm rates(Rates line) {
    rates = line;
    return this;
  }

  StorySwarm path(PathQuality quality) {
    path = quality;
    return this;
  }

  StorySwarm begin(long seed) {
    System.out.println("seed " + seed);
    network = new VirtualNetwork(time, new SplittableRandom(seed), rates, path);
    StoryContent content = StoryContent.random(length, PIECE, seed);
    List<StoryPeer> all = new ArrayList<>();
    int total = seeders + liars + leechers + magnetLeechers;
    for (int i = 0; i < total; i++) {
      boolean liar = i >= seeders && i < seeders + liars;
      StoryPeer peer =
          new StoryPeer(
              content,
              time,
              network.addHost(address(i), i < slowSeeders ? slow : rates),
              seed * 1000 + i,
              liar ? spoilEvery : 0);
      (i < seeders + liars ? seeding : leeching).add(peer);
      all.add(peer);
    }
    seeding.forEach(superSeeding ? StoryPeer::superSeed : StoryPeer::seed);
    leeching.stream().filter(peer -> playing).forEach(StoryPeer::playing);
    leeching.stream().limit(leechers).forEach(StoryPeer::leech);
    for (StoryPeer peer : leeching) {
      all.stream().filter(other -> other != peer).forEach(peer::knows);
    }
    return this;
  }

  private static InetAddress address(int i) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 198, 18, (byte) (i >> 8), (byte) (i + 1)});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean allComplete(int seconds) {
    return complete(seconds, IntStream.range(0, leeching.size()).toArray());
  }

  boolean complete(int seconds, int... which) {
    boolean done =
        runUntil(swarm -> IntStream.of(which).allMatch(i -> leeching.get(i).complete()), seconds);
    return done && IntStream.of(which).allMatch(i -> leeching.get(i).intact());
  }

  boolean runUntil(Predicate<StorySwarm> condition, int seconds) {
    return time.runWhile(() -> !condition.test(this), seconds * 1_000_000_000L);
  }

  void runFor(int seconds) {
    time.runFor(seconds * 1_000_000_000L);
  }

  /** Whether the leechers together have every piece. */
  boolean everyPieceIsOut() {
    BitSet out = new BitSet();
    leeching.forEach(peer -> out.or(peer.have()));
    return out.cardinality() == seeding.getFirst().have().cardinality();
  }

  long wasted() {
    return leeching.stream().mapToLong(StoryPeer::downloaded).sum()
        - (long) leeching.size() * length;
  }

  long lastCompletedAt() {
    return leeching.stream().mapToLong(StoryPeer::completedAt).max().orElse(-1);
  }

  /** The addresses of all who spoil nothing. */
  List<InetAddress> honest() {
    return Stream.concat(seeding.stream().limit(seeders), leeching.stream())
        .map(StoryPeer::address)
        .toList();
  }

  StoryPeer seeder(int i) {
    return seeding.get(i);
  }

  StoryPeer leecher(int i) {
    return leeching.get(i);
  }

  long traceHash() {
    return network.traceHash();
  }
}
