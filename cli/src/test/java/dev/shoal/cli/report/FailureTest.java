package dev.shoal.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Problem;
import dev.shoal.content.DiskException;
import dev.shoal.net.ConnectionException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  /** The contract of the command line. */
  @ParameterizedTest
  @CsvSource({
    "UNEXPECTED, 1",
    "USAGE, 2",
    "NO_PEERS, 3",
    "REFUSED, 4",
    "DECLINED, 5",
    "NETWORK, 6",
    "UNFINISHED, 7",
    "STORAGE, 8",
    "CONFLICT, 9",
    "INVALID, 10"
  })
  void problemsHaveExitCodes(Problem.Kind kind, int exitCode) {
    assertThat(Failure.of(new Problem(kind, "what")).exitCode()).isEqualTo(exitCode);
  }

  static Stream<Arguments> exceptions() {
    Path path = Path.of("x");
    return Stream.of(
        Arguments.of(new DiskException(DiskException.Reason.FULL, path, "is full"), 8),
        Arguments.of(new ConnectionException("gone"), 6),
        Arguments.of(new NoSuchFileException("x"), 2),
        Arguments.of(new AccessDeniedException("x"), 8),
        Arguments.of(new IOException("broken"), 8),
        Arguments.of(new IllegalStateException("a bug"), 1));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void otherExceptionsHaveThemToo(Throwable thrown, int exitCode) {
    Failure failure = Failure.of(thrown);
    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure.message()).isNotBlank();
    assertThat(failure.cause()).isSameAs(thrown);
  }

  @Test
  void whatAStrangerWroteMovesNothing() {
    Problem problem = new Problem(Problem.Kind.INVALID, "bad name \u001b[2J\nboo", "try \u0007");
    assertThat(Failure.of(problem).message()).doesNotContain("\u001b", "\n").contains("boo");
    assertThat(Failure.of(problem).hint()).doesNotContain("\u0007");
  }
}
