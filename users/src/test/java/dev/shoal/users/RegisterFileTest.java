package dev.shoal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.shoal.base.Problem;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.tracker.users.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterFileTest {
  @TempDir Path folder;

  private static Users open(Path file) {
    return new SqliteUsersProvider().open(file);
  }

  private static Problem refused(Path file) {
    return catchThrowableOfType(Problem.class, () -> open(file).close());
  }

  private static void sql(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @Test
  void onlyTheOwnerMayReadItOrWhatLiesBesideIt() throws IOException {
    Path file = folder.resolve("users.db");
    try (Users users = open(file)) {
      users.add("ann");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.toList())
            .extracting(path -> path.getFileName().toString())
            .containsExactlyInAnyOrder("users.db", "users.db-wal", "users.db-shm");
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path path : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString())
              .isEqualTo("rw-------");
        }
      }
    }
    assertThat(file).exists();
    assertThat(folder.resolve("users.db-wal")).doesNotExist();
  }

  @Test
  void anEmptyFileBecomesARegister() throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));
    try (Users users = open(file)) {
      assertThat(users.list()).isEmpty();
      assertThat(users.add("ann").number()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b=c", "a#b", "a%20b", "a b", "ä€", "mode=memory", ":memory:", "-x'\""})
  void anyNameOfAFileIsOne(String name) throws IOException {
    Path file = folder.resolve(name);
    try (Users users = open(file)) {
      users.add("ann");
    }
    assertThat(Files.size(file)).isPositive();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    try (Users users = open(file)) {
      assertThat(users.list()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 5_000})
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs(int length) throws IOException {
    String text = "dear diary,\n".repeat(length).substring(0, length);
    Path file = Files.writeString(folder.resolve("diary.txt"), text);

    Problem problem = refused(file);

    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(problem.what()).contains("diary.txt").contains("not a register");
    assertThat(problem.hint()).isPresent();
    assertThat(file).hasContent(text);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
    Path file = folder.resolve("other.db");
    sql(file, "CREATE TABLE users (name TEXT)");
    byte[] before = Files.readAllBytes(file);

    assertThat(refused(file).kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);

    Path marked = folder.resolve("marked.db");
    sql(marked, "PRAGMA application_id = 77");
    assertThat(refused(marked).kind()).isEqualTo(Problem.Kind.INVALID);
  }

  @Test
  void theRegisterOfALaterShoalIsRefused() throws SQLException {
    Path file = folder.resolve("users.db");
    open(file).close();
    sql(file, "PRAGMA user_version = " + (RegisterFile.SCHEMA + 1));

    assertThat(refused(file).kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(refused(file).what()).contains("later Shoal");
  }

  @Test
  void aChangeByHandChangesTheVersion() throws SQLException {
    Path file = folder.resolve("users.db");
    try (Users users = open(file)) {
      users.add("ann");
      long before = users.version();
      sql(file, "UPDATE users SET passkey = '" + "f".repeat(32) + "'");
      long renewed = users.version();
      sql(file, "DELETE FROM users");

      assertThat(renewed).isNotEqualTo(before);
      assertThat(users.version()).isNotIn(before, renewed);
    }
  }

  @Test
  void whereNoFileCanBeMadeItIsAProblemOfStorage() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path noFolder = folder.resolve("missing").resolve("users.db");

    assertThat(refused(noFolder).kind()).isEqualTo(Problem.Kind.STORAGE);
    assertThat(refused(noFolder).hint()).isPresent();
    assertThat(refused(file.resolve("users.db")).kind()).isEqualTo(Problem.Kind.STORAGE);
    assertThat(refused(folder).kind()).isEqualTo(Problem.Kind.STORAGE);
  }

  @Test
  void aFileThatCannotBeWrittenIsAProblemOfStorage() throws IOException {
    Path file = folder.resolve("users.db");
    open(file).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assumeFalse(Files.isWritable(file), "whoever may write everything is refused nothing");

    assertThat(refused(file).kind()).isEqualTo(Problem.Kind.STORAGE);
  }

  @Test
  void nothingStaysOpen() throws IOException {
    open(folder.resolve("first")).close(); // the library is loaded once and stays
    try (LeakCheck check = LeakCheck.begin()) {
      try (Users users = open(folder.resolve("users.db"))) {
        users.add("ann");
      }
      refused(Files.writeString(folder.resolve("text"), "no database"));
    }
  }
}
