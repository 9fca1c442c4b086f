package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.mainline.krpc.Answer;
import java.util.List;
import java.util.Optional;

/** Is told how a search goes. */
public interface SearchListener {
  /**
   * A node answered.
   *
   * @param namedBy who named it first; empty: it was known
   * @param nanos how long it took
   */
  void answered(Contact node, Optional<Contact> namedBy, Answer answer, long nanos);

  /** A node will not answer. */
  default void silent(Contact node) {}

  /**
   * The search is over.
   *
   * @param found the k closest to the target that answered, the closest first; half as many more if
   *     there were several paths, as what is written shall outlive half of those it is given to
   */
  void done(List<Found> found);

  /**
   * A node that a search found.
   *
   * @param token what it gave for writing to it; empty: nothing
   */
  record Found(Contact node, byte[] token) {}
}
