package dev.shoal.tracker.shared;

import java.net.URI;
import java.util.Set;

/** Opens stores of some kind; found by {@code ServiceLoader}. */
public interface SwarmStoreProvider {
  /** The schemes of the addresses that it opens, in lower case: {@code redis}. */
  Set<String> schemes();

  /**
   * A store at this address, which need not be there yet.
   *
   * @throws dev.shoal.base.Problem of kind USAGE if the address makes no sense
   */
  SwarmStore open(URI address);
}
