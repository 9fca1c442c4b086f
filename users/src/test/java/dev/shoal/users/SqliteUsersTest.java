package dev.shoal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.shoal.base.Problem;
import dev.shoal.testkit.Property;
import dev.shoal.tracker.users.User;
import dev.shoal.tracker.users.Users;
import dev.shoal.tracker.users.UsersProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUsersTest {
  @TempDir Path folder;

  private Users open() {
    return new SqliteUsersProvider().open(folder.resolve("users.db"));
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(UsersProvider.class)).hasOnlyElementsOfType(UsersProvider.class);
    assertThat(ServiceLoader.load(UsersProvider.class).iterator().next())
        .isInstanceOf(SqliteUsersProvider.class);
  }

  @Test
  void aUserHasANameOfItsOwnAndAPasskeyOfChance() {
    try (Users users = open()) {
      User ann = users.add("Ann");
      User bob = users.add("bob.99_x-y");

      assertThat(ann.name()).isEqualTo("Ann");
      assertThat(ann.passkey()).matches("[0-9a-f]{32}").isNotEqualTo(bob.passkey());
      assertThat(ann.since()).isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
      assertThat(ann.ratio()).isEmpty();
      assertThat(users.list()).containsExactly(ann, bob);
    }
  }

  @Test
  void passkeysComeFromTheGeneratorThatIsGiven() {
    AtomicInteger count = new AtomicInteger();
    RegisterFile file = RegisterFile.open(folder.resolve("users.db"));
    try (Users users = new SqliteUsers(file, () -> "%032x".formatted(count.incrementAndGet()))) {
      assertThat(users.add("a").passkey()).isEqualTo("0".repeat(31) + "1");
      assertThat(users.add("b").passkey()).isEqualTo("0".repeat(31) + "2");
    }
  }

  @Test
  void aPasskeyThatCameUpTwiceIsNotGivenToTwo() {
    RegisterFile file = RegisterFile.open(folder.resolve("users.db"));
    try (Users users = new SqliteUsers(file, () -> "0".repeat(32))) {
      User first = users.add("first");

      assertThatExceptionOfType(Problem.class).isThrownBy(() -> users.add("second"));
      assertThat(users.list()).containsExactly(first);
      assertThat(users.remove("first")).contains(first); // the failure left nothing begun
    }
  }

  @Test
  void aNameIsUniqueButForCase() {
    try (Users users = open()) {
      users.add("Ann");
      long version = users.version();

      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> users.add("aNN"))
          .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT));
      assertThat(users.version()).isEqualTo(version);
      assertThat(users.list()).extracting(User::name).containsExactly("Ann");
    }
  }

  @Test
  void whatIsNoNameIsRefused() {
    try (Users users = open()) {
      for (String name : List.of("", "a b", "a/b", "ä", "a\n", "'; DROP", "x".repeat(65))) {
        assertThatExceptionOfType(Problem.class)
            .as(name)
            .isThrownBy(() -> users.add(name))
            .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE))
            .satisfies(problem -> assertThat(problem.hint()).isPresent());
      }
      assertThat(users.add("x".repeat(64)).name()).hasSize(64);
    }
  }

  @Test
  void usersAreListedByNameWhateverTheirCase() {
    try (Users users = open()) {
      List.of("carl", "Bob", "ann", "Dora").forEach(users::add);

      assertThat(users.list()).extracting(User::name).containsExactly("ann", "Bob", "carl", "Dora");
    }
  }

  @Test
  void aNumberIsNeverUsedAgain() {
    long removed;
    try (Users users = open()) {
      users.add("a");
      removed = users.add("b").number();
      assertThat(users.remove("B")).map(User::number).contains(removed);
      assertThat(users.remove("b")).isEmpty();
      assertThat(users.remove("no name / at all")).isEmpty();
    }
    try (Users users = open()) {
      assertThat(users.add("b").number()).isGreaterThan(removed);
    }
  }

  @Test
  void whatIsRegisteredOutlivesTheProcess() {
    User ann;
    long version;
    try (Users users = open()) {
      ann = users.add("ann");
      users.add(List.of(new User.Moved(ann.number(), 7, 9)));
      version = users.version();
    }
    try (Users users = open()) {
      assertThat(users.list())
          .containsExactly(new User(ann.number(), "ann", ann.passkey(), ann.since(), 7, 9));
      assertThat(users.version()).isEqualTo(version);
    }
  }

  @Test
  void theVersionChangesWithWhoIsRegisteredAndWithNothingElse() {
    try (Users one = open();
        Users other = open()) {
      long empty = other.version();
      User ann = one.add("ann");
      long added = other.version();
      one.add(List.of(new User.Moved(ann.number(), 1, 1)));
      one.remove("nobody");
      long moved = other.version();
      one.remove("ann");
      one.add("ann"); // as many users as before
      long another = other.version();

      assertThat(added).isNotEqualTo(empty);
      assertThat(moved).isEqualTo(added);
      assertThat(another).isNotIn(empty, added);
      assertThat(one.version()).isEqualTo(another);
    }
  }

  @Test
  void whatIsMovedAddsUpAndWhoIsGoneIsLeftOut() {
    try (Users users = open()) {
      User ann = users.add("ann");
      User bob = users.add("bob");
      User gone = users.add("gone");
      users.remove("gone");

      users.add(
          List.of(
              new User.Moved(ann.number(), 10, 5),
              new User.Moved(gone.number(), 1, 1),
              new User.Moved(bob.number(), 0, 3),
              new User.Moved(ann.number(), 5, 0)));
      users.add(List.of());

      assertThat(users.list()).extracting(User::uploaded).containsExactly(15L, 0L);
      assertThat(users.list()).extracting(User::downloaded).containsExactly(5L, 3L);
      assertThat(users.list().getFirst().ratio()).hasValue(3);
    }
  }

  @Test
  void aSumThatIsTooLargeStopsAtTheEnd() {
    try (Users users = open()) {
      long ann = users.add("ann").number();

      users.add(List.of(new User.Moved(ann, Long.MAX_VALUE - 1, Long.MAX_VALUE)));
      users.add(List.of(new User.Moved(ann, 1, Long.MAX_VALUE)));
      users.add(List.of(new User.Moved(ann, 2, 0)));

      assertThat(users.list().getFirst().uploaded()).isEqualTo(Long.MAX_VALUE);
      assertThat(users.list().getFirst().downloaded()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void lessThanNothingIsMovedByNobody() {
    try (Users users = open()) {
      long ann = users.add("ann").number();

      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> users.add(List.of(new User.Moved(ann, 1, 1), new User.Moved(ann, -1, 0))));
      assertThat(users.list().getFirst().uploaded()).isZero();
    }
  }

  @Test
  void aClosedRegisterAnswersNothing() {
    Users users = open();
    users.close();
    users.close();

    assertThatIllegalStateException().isThrownBy(users::list);
    assertThatIllegalStateException().isThrownBy(users::version);
  }

  @Test
  void whateverIsDoneItIsAsAMapWouldDoIt() {
    AtomicInteger files = new AtomicInteger();
    Property.forAll(
        30,
        draw -> {
          Path file = folder.resolve("any" + files.incrementAndGet());
          Map<String, Long> uploaded = new HashMap<>(); // by name in lower case
          Map<String, Long> numbers = new HashMap<>();
          try (Users users = new SqliteUsersProvider().open(file)) {
            for (int i = 0; i < draw.size() / 4; i++) {
              String name = draw.one(List.of("a", "A", "b", "c", "d"));
              String key = name.toLowerCase(Locale.ROOT);
              switch (draw.between(0, 2)) {
                case 0 -> {
                  if (!uploaded.containsKey(key)) {
                    numbers.put(key, users.add(name).number());
                    uploaded.put(key, 0L);
                  }
                }
                case 1 -> {
                  assertThat(users.remove(name).map(User::uploaded).orElse(-1L))
                      .isEqualTo(uploaded.getOrDefault(key, -1L));
                  uploaded.remove(key);
                }
                default -> {
                  long bytes = draw.between(0, 1_000);
                  users.add(List.of(new User.Moved(numbers.getOrDefault(key, 0L), bytes, 0)));
                  uploaded.computeIfPresent(key, (k, sum) -> sum + bytes);
                }
              }
            }
            List<Long> sums = new ArrayList<>(uploaded.values());
            assertThat(users.list()).extracting(User::uploaded).hasSameElementsAs(sums);
            assertThat(users.list()).hasSize(uploaded.size());
          }
        });
  }
}
