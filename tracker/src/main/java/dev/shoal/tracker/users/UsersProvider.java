package dev.shoal.tracker.users;

import java.nio.file.Path;

/** Opens registers of users; found by {@code ServiceLoader}. */
public interface UsersProvider {
  /**
   * The register in this file, which is made if it is not there.
   *
   * @throws dev.shoal.base.Problem of kind STORAGE if it cannot be opened, of kind INVALID if it is
   *     something else
   */
  Users open(Path file);
}
