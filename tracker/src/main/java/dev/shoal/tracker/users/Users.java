package dev.shoal.tracker.users;

import java.util.List;
import java.util.Optional;

/**
 * The register of users, which several processes may have open at once: a tracker that runs, and
 * {@code shoal tracker users}. Any thread may call; each call may wait for the disk.
 */
public interface Users extends AutoCloseable {
  /**
   * Adds a user with a new passkey.
   *
   * @throws dev.shoal.base.Problem of kind CONFLICT if there is one of that name, of kind USAGE if
   *     it is no name
   */
  User add(String name);

  /**
   * All users, by name.
   *
   * @throws dev.shoal.base.Problem if the register cannot be read
   */
  List<User> list();

  /** Removes a user; its passkey is good no more. Empty if there was none of that name. */
  Optional<User> remove(String name);

  /**
   * A number that differs from the one before if any process has changed who is registered since;
   * it is cheap to ask for once a second. What was only moved need not change it.
   */
  long version();

  /** Adds what users moved, all in one step; those who are gone are left out. */
  void add(List<User.Moved> moved);

  @Override
  void close();
}
