package dev.shoal.cli.report;

import dev.shoal.host.PeerView;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.mapping.Outcome;
import java.util.List;

/** Tells what happens: to a person or to a program. For a single thread. */
public interface Reporter {
  /** How one transfer stands. */
  record Status(Followed transfer, Progress progress, List<PeerView> peers) {
    public Status {
      peers = List.copyOf(peers);
    }
  }

  /** The sockets of the node are open. */
  void listening(String address, int port);

  /** A router has opened the node's port. */
  void mapped(Outcome.Mapped mapped);

  /** Something happened to a transfer, which has taken it in already. */
  void event(Followed transfer, TransferEvent event);

  /**
   * How all transfers stand, once in a while and at the end.
   *
   * @param changed whether they stand otherwise than the last time
   */
  void progress(List<Status> statuses, boolean changed, long nanos);

  /** Something for a person to know; programs do not get it. */
  void note(String text);

  /** Something is not as it should be. */
  void warning(String message, String hint);

  /** The command ends by this. */
  void failure(Failure failure);

  /** Removes what was drawn. */
  void close();
}
