package dev.shoal.tracker.gate;

import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.users.User;
import dev.shoal.tracker.users.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Users by passkey, and what they moved, both in memory: a housekeeper reads and writes what is on
 * disk. Any thread may ask; one keeps house.
 */
public final class Register {
  private final Users users;
  private final ReentrantLock lock = new ReentrantLock();
  private final Ratios ratios; // guarded by lock
  private volatile Map<String, Long> numbers = Map.of(); // by passkey
  private long version; // by the housekeeper

  /** The users of this register; {@code limit}: peers whose last word is remembered. */
  public Register(Users users, int limit) {
    this.users = users;
    this.ratios = new Ratios(limit);
    this.version = users.version();
    read();
  }

  /** Whether anybody has this passkey. */
  boolean knows(String passkey) {
    return numbers.containsKey(passkey);
  }

  /** Counts what a user says it moved, once its announce was answered. */
  void count(Announce announce, Credentials credentials) {
    Optional<Long> number = credentials.passkey().map(numbers::get);
    if (number.isPresent()) {
      lock.lock();
      try {
        ratios.heard(number.get(), announce, credentials.uploaded(), credentials.downloaded());
      } finally {
        lock.unlock();
      }
    }
  }

  /** Reads who is registered, if that changed, and writes what was moved. */
  public void keepHouse() {
    long now = users.version();
    if (now != version) {
      version = now;
      read();
    }
    write();
  }

  /** Writes what was moved. */
  public void write() {
    List<User.Moved> moved = new ArrayList<>();
    lock.lock();
    try {
      ratios.take(moved::add);
    } finally {
      lock.unlock();
    }
    if (!moved.isEmpty()) {
      users.add(moved);
    }
  }

  private void read() {
    numbers =
        users.list().stream().collect(Collectors.toUnmodifiableMap(User::passkey, User::number));
  }
}
