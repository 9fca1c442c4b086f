package dev.shoal.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Problem;
import dev.shoal.tracker.users.User;
import dev.shoal.tracker.users.Users;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads, registers and processes on one file. */
@Timeout(120)
class SharedRegisterTest {
  private static final int EACH = 20;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("users.db");
  }

  private Users open() {
    return new SqliteUsersProvider().open(file());
  }

  /** A process that adds so many users, and says so when it is ready to and when it is done. */
  static final class Other {
    private Other() {}

    public static void main(String[] fileAndPrefix) {
      try (Users users = new SqliteUsersProvider().open(Path.of(fileAndPrefix[0]))) {
        for (int i = 0; i < EACH; i++) {
          users.add(fileAndPrefix[1] + i);
        }
      }
    }
  }

  @Test
  void oneSeesWhatTheOtherDid() {
    try (Users one = open();
        Users other = open()) {
      User ann = one.add("ann");
      other.add(List.of(new User.Moved(ann.number(), 3, 4)));
      User bob = other.add("bob");

      assertThat(one.list()).extracting(User::uploaded).containsExactly(3L, 0L);
      assertThat(one.remove("bob")).contains(bob);
      assertThat(other.list()).hasSize(1);
    }
  }

  @RepeatedTest(20)
  void manyOpenAFileThatIsNotThereYet() throws Exception {
    int openers = 8;
    CyclicBarrier together = new CyclicBarrier(openers);
    together(
        openers,
        number -> {
          together.await();
          try (Users users = open()) {
            return List.of(users.add("user" + number));
          }
        });

    try (Users users = open()) {
      assertThat(users.list()).hasSize(openers);
    }
  }

  @Test
  void twoRegistersAndManyThreadsAddAtOnce() throws Exception {
    try (Users one = open();
        Users other = open()) {
      List<User> added =
          together(
              4,
              thread ->
                  IntStream.range(0, EACH)
                      .mapToObj(i -> (thread % 2 == 0 ? one : other).add("u" + thread + "-" + i))
                      .toList());

      assertThat(added).hasSize(4 * EACH);
      assertThat(added).extracting(User::number).doesNotHaveDuplicates();
      assertThat(one.list()).containsExactlyInAnyOrderElementsOf(added);
      assertThat(other.list()).isEqualTo(one.list());
    }
  }

  @Test
  void ofTwoWhoWantOneNameOneGetsIt() throws Exception {
    try (Users one = open();
        Users other = open()) {
      List<Boolean> gotIt =
          together(
              2,
              thread -> {
                List<Boolean> got = new ArrayList<>();
                for (int i = 0; i < EACH; i++) {
                  got.add(adds(thread == 0 ? one : other, "name" + i));
                }
                return got;
              });

      assertThat(gotIt).filteredOn(got -> got).hasSize(EACH);
      assertThat(one.list()).hasSize(EACH);
    }
  }

  private static boolean adds(Users users, String name) {
    try {
      users.add(name);
      return true;
    } catch (Problem conflict) {
      assertThat(conflict.kind()).isEqualTo(Problem.Kind.CONFLICT);
      return false;
    }
  }

  @Test
  void twoProcessesAddAtOnce() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                file().toString(),
                "there")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try (Users users = open()) {
      long before = users.version();
      int here = 0;
      while (here < EACH || process.isAlive()) {
        users.add("here" + here++);
      }

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("output")).content().doesNotContain("Exception");
      assertThat(process.exitValue()).isZero();
      assertThat(users.list()).hasSize(here + EACH);
      assertThat(users.version()).isGreaterThanOrEqualTo(before + here);
    } finally {
      process.destroyForcibly();
    }
  }

  private interface Work<T> {
    List<T> of(int thread) throws Exception;
  }

  private static <T> List<T> together(int threads, Work<T> work) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<List<T>>> all =
          IntStream.range(0, threads)
              .<Callable<List<T>>>mapToObj(number -> () -> work.of(number))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<List<T>> done : pool.invokeAll(all)) {
        results.addAll(done.get());
      }
      return results;
    }
  }
}
