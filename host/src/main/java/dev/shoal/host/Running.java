package dev.shoal.host;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.discovery.PeerSource;
import dev.shoal.net.Duplex;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A protocol at work on a host. All methods may be called by any thread. */
public interface Running extends AutoCloseable {
  /**
   * Takes a connection that its claims match; runs on a virtual thread that it may keep. A protocol
   * without claims gets none.
   */
  default void accept(Duplex connection) {
    connection.close();
  }

  /**
   * The node's ports are open and its discovery is at work: whatever the protocol does unasked, it
   * may begin now.
   */
  default void opened() {}

  /**
   * A datagram that its claims match.
   *
   * @param datagram to be read during this call only
   */
  default void datagram(ByteBuffer datagram, Locator.Ip from) {}

  /** Whom this content's swarm may ask for peers, if this protocol finds peers for others. */
  default Optional<PeerSource> source(Hash content) {
    return Optional.empty();
  }

  /**
   * Answers those on the local network who ask for such a name, until what this gives is run.
   *
   * @throws dev.shoal.base.Problem of kind NETWORK if nobody can ask for it
   */
  default Runnable offer(Offer offer) {
    return () -> {};
  }

  /**
   * Asks those on the local network what they have by such a name; waits until all who want to
   * answer have had the time.
   *
   * @param words all of them are in its name
   * @param patience how long to wait for answers
   */
  default List<Found> find(List<String> words, Duration patience) {
    return List.of();
  }

  /** The structured overlay that this protocol is, if it is one. */
  default Optional<Overlay> overlay() {
    return Optional.empty();
  }

  /** Whoever can fetch what this names, if this protocol understands it. */
  default Optional<Fetcher> fetcher(ContentName name) {
    return Optional.empty();
  }

  /** Whoever can name and serve such content, if this protocol can. */
  default Optional<Publisher> publisher(Recipe recipe) {
    return Optional.empty();
  }

  /** Trackers that it serves here, for links to name. */
  default List<URI> trackers() {
    return List.of();
  }

  /** Asks the trackers that this names how its swarm stands; waits, a quarter of a minute or so. */
  default List<Scraped> scrape(ContentName name) {
    return List.of();
  }

  /** Ends all of it: transfers are stopped with their state saved, trackers told (3 s at most). */
  @Override
  void close();
}
