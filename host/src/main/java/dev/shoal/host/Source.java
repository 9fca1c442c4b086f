package dev.shoal.host;

/**
 * What a swarm sees of anything that can give bytes: a connection to a peer, a web seed, another
 * network. It has some of the content (told by events), takes leases up to the window it asks for,
 * and can be told to stop. No method blocks; each may be called by any thread.
 */
public interface Source {
  /** A number that names it within its swarm. */
  int id();

  /** Takes on a lease; each byte of it comes back as filled or returned. */
  void take(Lease lease);

  /** Gives up what has not arrived of a lease and returns it. */
  void cancel(Lease lease);

  /** Ends it, saying why. */
  void end(String reason);
}
