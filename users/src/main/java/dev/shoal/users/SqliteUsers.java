package dev.shoal.users;

import dev.shoal.base.Problem;
import dev.shoal.tracker.users.User;
import dev.shoal.tracker.users.Users;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A register of users in an SQLite file. */
final class SqliteUsers implements Users {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String COLUMNS = "number, name, passkey, since, uploaded, downloaded";

  private final RegisterFile file;
  private final Supplier<String> passkeys;

  // Held while the disk is waited for, which is not done elsewhere (law 2). A connection serves one
  // thread at a time, and SQLite lets one write at a time in any case: whoever waits here would
  // wait there. Nothing else is locked meanwhile, and no caller waits for two of them.
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed; // guarded by lock

  SqliteUsers(RegisterFile file, Supplier<String> passkeys) {
    this.file = file;
    this.passkeys = passkeys;
  }

  @Override
  public User add(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Problem(
          Problem.Kind.USAGE,
          "that is no name for a user",
          "1 to 64 letters, digits, dots, dashes and underscores");
    }
    return locked(() ->
        file.inOneStep(() -> {
          if (find(name).isPresent()) {
            throw new Problem(
                Problem.Kind.CONFLICT,
                "there is a user of the name " + name,
                "upper and lower case count as the same");
          }
          insert(name, passkeys.get());
          return find(name).orElseThrow();
        }));
  }

  @Override
  public List<User> list() {
    return locked(() -> {
      try (Statement statement = file.connection().createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT " + COLUMNS + " FROM users ORDER BY name")) {
        List<User> users = new ArrayList<>();
        while (rows.next()) {
          users.add(user(rows));
        }
        return users;
      }
    });
  }

  @Override
  public Optional<User> remove(String name) {
    return locked(() ->
        file.inOneStep(() -> {
          Optional<User> user = find(name);
          if (user.isPresent()) {
            delete(user.get());
          }
          return user;
        }));
  }

  @Override
  public long version() {
    return locked(() -> {
      try (Statement statement = file.connection().createStatement()) {
        return RegisterFile.number(statement, "SELECT version FROM register");
      }
    });
  }

  @Override
  public void add(List<User.Moved> moved) {
    for (User.Moved one : moved) {
      if (one.uploaded() < 0 || one.downloaded() < 0) {
        throw new IllegalArgumentException("moved less than nothing: " + one);
      }
    }
    if (!moved.isEmpty()) {
      int _ = locked(() -> file.inOneStep(() -> update(moved)));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      file.connection().close(); // the second time, nothing
    } catch (SQLException failed) {
      throw Failures.of(file.path(), failed);
    } finally {
      lock.unlock();
    }
  }

  private Optional<User> find(String name) throws SQLException {
    try (PreparedStatement query = prepare("SELECT " + COLUMNS + " FROM users WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(user(rows)) : Optional.empty();
      }
    }
  }

  private void insert(String name, String passkey) throws SQLException {
    try (PreparedStatement insert = prepare("INSERT INTO users (name, passkey) VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, passkey);
      insert.executeUpdate();
    }
  }

  private void delete(User user) throws SQLException {
    try (PreparedStatement delete = prepare("DELETE FROM users WHERE number = ?")) {
      delete.setLong(1, user.number());
      delete.executeUpdate();
    }
  }

  /** How many users are still there. A sum that is too large for the column stops at its end. */
  private int update(List<User.Moved> moved) throws SQLException {
    try (PreparedStatement update =
        prepare(
            """
            UPDATE users SET
              uploaded = min(uploaded, 9223372036854775807 - ?1) + ?1,
              downloaded = min(downloaded, 9223372036854775807 - ?2) + ?2
            WHERE number = ?3\
            """)) {
      int rows = 0;
      for (User.Moved one : moved) {
        update.setLong(1, one.uploaded());
        update.setLong(2, one.downloaded());
        update.setLong(3, one.number());
        rows += update.executeUpdate();
      }
      return rows;
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return file.connection().prepareStatement(sql);
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochSecond(row.getLong(4)),
        row.getLong(5),
        row.getLong(6));
  }

  private <T> T locked(RegisterFile.Step<T> step) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the register is closed");
      }
      return step.run();
    } catch (SQLException failed) {
      throw Failures.of(file.path(), failed);
    } finally {
      lock.unlock();
    }
  }
}
