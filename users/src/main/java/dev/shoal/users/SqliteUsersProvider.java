package dev.shoal.users;

import dev.shoal.tracker.users.Users;
import dev.shoal.tracker.users.UsersProvider;
import java.nio.file.Path;

/** Registers of users in SQLite files. */
public final class SqliteUsersProvider implements UsersProvider {
  @Override
  public Users open(Path file) {
    return new SqliteUsers(RegisterFile.open(file), Passkeys.ofChance());
  }
}
