/**
 * The users of a private tracker, in one SQLite file that several processes may have open at once:
 * a tracker that runs, and the commands that add and remove users. {@code tracker} says what is
 * asked of a register and finds this one by {@code ServiceLoader}; a tracker that serves everybody
 * needs neither.
 *
 * <p>Read {@code RegisterFile} first: what the file holds, and what is refused as none. Then {@code
 * SqliteUsers}, the questions that are asked of it; {@code Patience} is how it waits for others,
 * and {@code Failures} says in words for a person what SQLite says in numbers.
 *
 * <p>It keeps no sessions, passwords or addresses, and decides nothing: who may announce is the
 * tracker's business. It starts no thread; each call may wait for the disk on the caller's.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.users {
  requires static transitive org.jspecify;
  requires dev.shoal.tracker;
  requires dev.shoal.base;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  provides dev.shoal.tracker.users.UsersProvider with
      dev.shoal.users.SqliteUsersProvider;
}
