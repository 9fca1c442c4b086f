package dev.shoal.tracker.gate;

import dev.shoal.tracker.users.User;
import dev.shoal.tracker.users.Users;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users in memory. */
public final class FakeUsers implements Users {
  private static final String PASSKEY = "0123456789abcdef0123456789abcdef";

  /** Nobody yet. */
  public FakeUsers() {}

  /** A gate for one user. */
  public static Gate gateForOne(String passkey) {
    FakeUsers users = new FakeUsers();
    users.add(passkey);
    Gate.Lists none = new Gate.Lists(Optional.empty(), Optional.empty());
    return new Gate(none, List.of(), Optional.of(new Register(users, 100)), 0, 1);
  }

  final List<User> users = new ArrayList<>();
  final List<User.Moved> moved = new ArrayList<>();

  @Override
  public User add(String name) {
    String passkey = name.length() == PASSKEY.length() ? name : PASSKEY;
    users.add(new User(users.size() + 1, name, passkey, Instant.EPOCH, 0, 0));
    return users.getLast();
  }

  @Override
  public List<User> list() {
    return List.copyOf(users);
  }

  @Override
  public Optional<User> remove(String name) {
    Optional<User> gone = users.stream().filter(user -> user.name().equals(name)).findFirst();
    gone.ifPresent(users::remove);
    return gone;
  }

  @Override
  public long version() {
    return users.hashCode();
  }

  @Override
  public void add(List<User.Moved> more) {
    moved.addAll(more);
  }

  @Override
  public void close() {
    users.clear();
  }
}
