/**
 * Web seeds (BEP 19, "GetRight style"): servers of HTTP that have a torrent's files, as sources of
 * its swarm.
 *
 * <p>{@link dev.shoal.bittorrent.webseed.WebSeed} is to a server what {@code peer.Link} is to a
 * peer: it tells the swarm the same events and takes the same leases. What it may ask and tell when
 * is decided by the pure {@code SeedCore}; what an answer means by the pure {@code Verdict}; where
 * a file lies by {@code SeedUrls}. {@code SeedReader} turns bytes of the content into requests for
 * files, and {@code SeedLane} is the thread that reads them into runs.
 *
 * <p>It serves nobody, and knows no peers. To read it, begin with {@code SeedCore}.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.bittorrent.webseed;
