package dev.shoal.host;

import dev.shoal.base.Clock;
import dev.shoal.base.Identity;
import dev.shoal.net.Http;
import dev.shoal.net.Multicast;
import dev.shoal.net.Names;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** All that a protocol may want from outside, so that {@code world} can stand in for a machine. */
public interface Host {
  Clock clock();

  Timers timers();

  /** A generator of its own for each use; {@code stream} names the use, so that runs repeat. */
  RandomGenerator random(String stream);

  /** The pool of platform threads that hash. */
  Workers hashing();

  /** The pool of platform threads that read and write the disk that this path is on. */
  Workers disk(Path of);

  /** The node-wide pool of run buffers. */
  Runs runs();

  Dialer dialer();

  Names names();

  /** The small HTTP client, within the node's binding. */
  Http http();

  Ports ports();

  /** The node's UDP port; what is sent before it is open is lost. */
  Datagrams datagrams();

  /** Joins a group on the links of the node's binding. */
  Multicast join(Multicast.Group group, Multicast.Listener listener);

  Contents contents();

  /** Who this node is; for itself alone if another process has its folder. */
  Identity identity();

  /** What protocols remember from one run to the next. */
  Notes notes();

  /** The nodes that this one remembers. */
  PeerMemory peers();

  Discovery discovery();

  Limits limits();
}
