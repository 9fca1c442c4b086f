package dev.shoal.users;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.sqlite.BusyHandler;
import org.sqlite.JDBC;

/**
 * The file of a register, open: an SQLite database with the marks of a register in its head, so
 * that no other program's database is taken for one.
 *
 * @param path where it is, for messages
 * @param connection the one connection to it, in autocommit mode
 */
record RegisterFile(Path path, Connection connection) {
  /** In the head of the file, says whose it is: {@code SHOA}. */
  static final int APPLICATION = 0x53484F41;

  /** Which tables there are; a later one is refused, as it may mean something else. */
  static final int SCHEMA = 1;

  // SQLite takes a file of a single byte for an empty one, and would write over it.
  private static final int SMALLEST_DATABASE = 512;

  // The version changes by triggers, so that it does whoever changes who is registered, and in the
  // same step. STRICT, as SQLite would otherwise turn what is too large for 64 bits into a float.
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE users (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            passkey TEXT NOT NULL UNIQUE,
            since INTEGER NOT NULL DEFAULT (unixepoch()),
            uploaded INTEGER NOT NULL DEFAULT 0,
            downloaded INTEGER NOT NULL DEFAULT 0
          ) STRICT\
          """,
          """
          CREATE TABLE register (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            version INTEGER NOT NULL
          ) STRICT\
          """,
          "INSERT INTO register VALUES (1, 1)",
          """
          CREATE TRIGGER user_added AFTER INSERT ON users
          BEGIN UPDATE register SET version = version + 1; END\
          """,
          """
          CREATE TRIGGER user_removed AFTER DELETE ON users
          BEGIN UPDATE register SET version = version + 1; END\
          """,
          """
          CREATE TRIGGER user_changed AFTER UPDATE OF number, name, passkey ON users
          BEGIN UPDATE register SET version = version + 1; END\
          """,
          "PRAGMA application_id = " + APPLICATION,
          "PRAGMA user_version = " + SCHEMA);

  /**
   * Opens the register in a file, and makes it if the file is empty or not there.
   *
   * @throws Problem of kind STORAGE if it cannot be opened, of kind INVALID if it is something else
   */
  static RegisterFile open(Path path) {
    Path absolute = path.toAbsolutePath();
    create(absolute);
    try {
      Connection connection = connect(absolute);
      try {
        prepare(absolute, connection);
        return new RegisterFile(absolute, connection);
      } catch (SQLException | RuntimeException failed) {
        closeAfter(failed, connection);
        throw failed;
      }
    } catch (SQLException failed) {
      throw Failures.of(absolute, failed);
    }
  }

  private static void create(Path path) {
    try {
      if (!isMade(path)) {
        long bytes = Files.size(path);
        if (bytes > 0 && bytes < SMALLEST_DATABASE) {
          throw Failures.notARegister(path, new IOException(bytes + " bytes"));
        }
      }
    } catch (IOException failed) {
      throw new Problem(
          Problem.Kind.STORAGE,
          path + " cannot be made",
          "the folder must be there and yours to write",
          failed);
    }
  }

  /**
   * Makes an empty file, which only its owner may read, as passkeys are secrets; SQLite gives the
   * same mode to the files that it puts beside it. One that is there keeps its mode, and is not
   * even opened here, only asked for its size: the system drops all of a process's locks on a file
   * when any of its descriptors is closed, and with them those of a register that is open already.
   */
  private static boolean isMade(Path path) throws IOException {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return true;
    } catch (FileAlreadyExistsException known) {
      return false;
    }
  }

  private static Connection connect(Path path) throws SQLException {
    Properties wishes = new Properties();
    wishes.setProperty("synchronous", "FULL"); // a user who was told a passkey shall have it
    // As a URI, since a question mark in a plain name would begin settings of the driver.
    Connection connection =
        JDBC.createConnection("jdbc:sqlite:file:" + path.toUri().getRawPath(), wishes);
    BusyHandler.setHandler(connection, new Patience());
    return connection;
  }

  private static void prepare(Path path, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int _ =
          inOneStep(
              connection,
              () -> isRegister(path, statement) ? change(statement) : makeTables(statement));
      useLog(statement);
    }
  }

  /** Changes nothing, but as a change; else the first user would find out that none is allowed. */
  private static int change(Statement statement) throws SQLException {
    return statement.executeUpdate("UPDATE register SET version = version");
  }

  private static int makeTables(Statement statement) throws SQLException {
    for (String table : TABLES) {
      statement.execute(table);
    }
    return TABLES.size();
  }

  /**
   * Has changes written to a log first, so that who reads does not wait for who writes, nor the
   * other way. To change to that takes the file for oneself, which SQLite does not always wait for.
   */
  private static void useLog(Statement statement) throws SQLException {
    Patience patience = new Patience();
    for (int asked = 0; ; asked++) {
      try {
        statement.execute("PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException failed) {
        if (!Failures.isBusy(failed) || patience.callback(asked) == 0) {
          throw failed;
        }
      }
    }
  }

  /** Whether it is one; false for an empty file. */
  private static boolean isRegister(Path path, Statement statement) throws SQLException {
    long application = number(statement, "PRAGMA application_id");
    long schema = number(statement, "PRAGMA user_version");
    if (application == APPLICATION && schema == SCHEMA) {
      return true;
    }
    if (application == APPLICATION && schema > SCHEMA) {
      throw new Problem(
          Problem.Kind.INVALID, path + " was made by a later Shoal", "use that one, or a newer");
    }
    long content = number(statement, "SELECT count(*) FROM sqlite_schema");
    if (application != 0 || schema != 0 || content != 0) {
      throw Failures.notARegister(
          path, new SQLException("application %x, schema %d".formatted(application, schema)));
    }
    return false;
  }

  /** The number that this question is answered with. */
  static long number(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      if (!answer.next()) {
        throw new SQLException("no answer to " + question);
      }
      return answer.getLong(1);
    }
  }

  /** What is done in one step. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws SQLException;
  }

  /** Does all of it or nothing, and lets nobody write meanwhile. */
  <T> T inOneStep(Step<T> step) throws SQLException {
    return inOneStep(connection, step);
  }

  private static <T> T inOneStep(Connection connection, Step<T> step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // IMMEDIATE waits for others here; a later change from reading to writing could only fail.
      statement.execute("BEGIN IMMEDIATE");
      try {
        T result = step.run();
        statement.execute("COMMIT");
        return result;
      } catch (SQLException | RuntimeException failed) {
        rollBackAfter(failed, statement);
        throw failed;
      }
    }
  }

  private static void rollBackAfter(Exception failure, Statement statement) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException goneAlready) { // as SQLite itself does after some failures
      failure.addSuppressed(goneAlready);
    }
  }

  private static void closeAfter(Exception failure, Connection connection) {
    try {
      connection.close();
    } catch (SQLException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }
}
