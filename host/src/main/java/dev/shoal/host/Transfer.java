package dev.shoal.host;

import java.util.List;

/** Content that is being fetched or served. All methods may be called by any thread. */
public interface Transfer extends AutoCloseable {
  /** How it stands now. */
  Progress progress();

  /** The connected peers now. */
  List<PeerView> peers();

  /** Ends it: state saved, trackers told; waits 3 s at most. */
  @Override
  void close();
}
