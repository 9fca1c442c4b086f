package dev.shoal.discovery;

import java.util.List;
import java.util.function.Consumer;

/** Something that says who has a content: trackers, the DHT, the local network. */
public interface PeerSource extends AutoCloseable {
  /** What it is, for people: {@code tracker udp://…}. */
  String name();

  /** Starts asking; each answer goes to {@code found}, on a thread of the source, never blocked. */
  void start(Consumer<List<Candidate>> found);

  /** Asks again soon, within the source's own limits, because there are too few peers. */
  void more();

  /** Takes leave (tells trackers {@code stopped}); waits 3 s at most. */
  @Override
  void close();
}
