package dev.shoal.announce;

import java.net.URI;

/** Hears what trackers say; on threads of the {@link TrackerClient}, and must return soon. */
public interface TrackerListener {
  /**
   * A tracker answered.
   *
   * @param peers all of the swarm; -1: not said
   * @param seeds those of them that have all; -1: not said
   */
  void announced(URI tracker, int peers, int seeds);

  /** A tracker could not be asked, or did not answer, or refused; it is asked again later. */
  void failed(URI tracker, String reason);

  /** A tracker answered, and wants a person to know this. */
  void warned(URI tracker, String words);
}
