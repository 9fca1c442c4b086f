package dev.shoal.discovery.book;

import dev.shoal.base.Locator;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The nodes that this one remembers, of all its networks, each with tables of its own. It forgets
 * nobody because of a stranger's word alone, gives nobody a place for being named often, and its
 * own outage costs nobody more than one failure. Pure, and guarded by itself, as protocols share
 * it; the time is the date, in milliseconds since 1970.
 */
public final class PeerBook {
  /** Networks; their names are this house's own. */
  static final int MAX_NETWORKS = 8;

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,16}");

  private static final long FEELER_MILLIS = TimeUnit.MINUTES.toMillis(2);
  private static final int FEELER_JITTER_MILLIS = 1000; // nodes started together part

  private final RandomGenerator random;
  private final byte[] key;
  private final Places places;
  private final SortedMap<String, Shelf> shelves = new TreeMap<>();
  private final Map<String, Long> nextFeelers = new TreeMap<>();
  private final Intake intake = new Intake();
  private long lastAnswer;
  private long changes;

  /**
   * A book in which nothing stands.
   *
   * @param random of which the secret key is made as well: unpredictable, but for tests
   */
  public PeerBook(RandomGenerator random) {
    this(random, newKey(random));
  }

  PeerBook(RandomGenerator random, byte[] key) {
    this.random = random;
    this.key = key.clone();
    this.places = new Places(key);
  }

  private static byte[] newKey(RandomGenerator random) {
    byte[] key = new byte[Places.KEY_LENGTH];
    random.nextBytes(key);
    return key;
  }

  /**
   * The book that was encoded; empty if these bytes are not whole, or say what no book does.
   *
   * @param random for what is decided from now on
   */
  public static Optional<PeerBook> decode(byte[] bytes, RandomGenerator random) {
    return BookCodec.decode(bytes, random);
  }

  /** All of it as bytes, its key among them: for nobody else's eyes. */
  public synchronized byte[] encode() {
    return BookCodec.encode(key, shelves);
  }

  /** A source says that a node is there; it is believed within limits. */
  public synchronized void heard(String network, Locator.Ip node, Locator.Ip source, long now) {
    if (isPlausible(node, source) && intake.allows(source.address(), now)) {
      changes += shelf(network).heard(node, source, now) ? 1 : 0;
    }
  }

  /**
   * This node asks it something now. If no answer follows that is a failure, unless nobody has
   * answered since it failed last: then this node may be the one that is cut off.
   */
  public synchronized void attempted(String network, Locator.Ip node, long now) {
    Shelf shelf = shelf(network);
    boolean counts = shelf.get(node).filter(entry -> entry.lastFailure <= lastAnswer).isPresent();
    shelf.attempted(node, counts, now);
    changes++;
  }

  /** It answered what this node had asked. */
  public synchronized void answered(String network, Locator.Ip node, long now) {
    if (isPlausible(node, node)) {
      lastAnswer = now;
      shelf(network).answered(node, now);
      changes++;
    }
  }

  /** One to talk to: as likely of those that answered as of those that were only named. */
  public synchronized Optional<Locator.Ip> pick(String network, long now) {
    boolean tried = random.nextBoolean();
    Shelf shelf = shelf(network);
    return shelf.draw(tried, now).or(() -> shelf.draw(!tried, now)).map(entry -> entry.node);
  }

  /**
   * Several different ones by chance.
   *
   * @param tried of those that answered, else of those that were only named
   */
  public synchronized List<Locator.Ip> some(String network, boolean tried, int most, long now) {
    Set<Locator.Ip> some = new LinkedHashSet<>();
    for (int draws = 4 * most; draws > 0 && some.size() < most; draws--) {
      shelf(network).draw(tried, now).ifPresent(entry -> some.add(entry.node));
    }
    return List.copyOf(some);
  }

  /**
   * Whom to ask whether it is there, so that those named become such as answered, and disputes
   * about places are settled; empty until two minutes after the last time.
   */
  public synchronized Optional<Locator.Ip> feeler(String network, long now) {
    long next = nextFeelers.getOrDefault(network, now);
    if (next > now && next - now <= FEELER_MILLIS + FEELER_JITTER_MILLIS) {
      return Optional.empty(); // further ahead it cannot be, unless the clock was put back
    }
    nextFeelers.put(network, now + FEELER_MILLIS + random.nextInt(FEELER_JITTER_MILLIS));
    changes++;
    return shelf(network).feeler(now);
  }

  /** A few that have answered for the longest time: whom to ask first after a restart. */
  public synchronized List<Locator.Ip> anchors(String network) {
    return shelf(network).anchors();
  }

  /** All of it, to be shown; by network, in no order that means anything. */
  public synchronized List<Remembered> entries() {
    List<Remembered> all = new ArrayList<>();
    shelves.forEach(
        (network, shelf) -> shelf.entries().forEach(entry -> all.add(entry.shown(network))));
    return all;
  }

  /** How many nodes stand in it. */
  public synchronized int size() {
    return shelves.values().stream().mapToInt(shelf -> shelf.entries().size()).sum();
  }

  /** A number that is another one after each change. */
  public synchronized long changes() {
    return changes;
  }

  Shelf shelf(String network) {
    Shelf known = shelves.get(network);
    if (known != null) {
      return known;
    }
    if (!isName(network) || shelves.size() >= MAX_NETWORKS) {
      throw new IllegalArgumentException("no network of this node: " + network);
    }
    Shelf fresh = new Shelf(places, random);
    shelves.put(network, fresh);
    return fresh;
  }

  static boolean isName(String network) {
    return NAME.matcher(network).matches();
  }

  /** Nobody can be there, or somebody far away speaks of this machine or its neighbourhood. */
  static boolean isPlausible(Locator.Ip node, Locator.Ip source) {
    InetAddress address = node.address();
    return node.port() != 0
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && (!isNear(address) || isNear(source.address()));
  }

  private static boolean isNear(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || (address instanceof Inet6Address
            && (address.getAddress()[0] & 0xFE) == 0xFC); // RFC 4193: fc00::/7
  }
}
