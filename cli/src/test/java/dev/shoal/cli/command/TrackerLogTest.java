package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.event.TrackerEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerLogTest {
  private static final TrackerEvent.Denied DENIED =
      new TrackerEvent.Denied(
          new InfoHash(1, 2, 3),
          Outcome.Why.TORRENT,
          "notice \"7\"\n",
          InetAddress.ofLiteral("192.0.2.7"));

  @TempDir private Path folder;

  private final List<TrackerLog.Told> told = new ArrayList<>();
  private long millis = 1000;

  private TrackerLog log(Path file, boolean addresses) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Clock clock =
        new Clock() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public long millis() {
            return millis;
          }
        };
    Console console = new Console(nowhere, nowhere, Map.of(), false, () -> 80, folder, clock);
    return new TrackerLog(console, Optional.of(file), addresses, told::add);
  }

  @Test
  void aRefusalIsALineWithoutItsAddressUnlessThatIsWanted() throws IOException {
    Path file = folder.resolve("log");
    try (TrackerLog log = log(file, false)) {
      log.accept(DENIED);
    }
    try (TrackerLog log = log(file, true)) {
      log.accept(DENIED);
    }
    String start =
        "{\"v\":1,\"event\":\"denied\",\"t\":1000,\"infoHash\":"
            + "\"0000000000000001000000000000000200000003\",\"why\":\"torrent\","
            + "\"reason\":\"notice \\\"7\\\"\\n\"";
    assertThat(Files.readAllLines(file))
        .containsExactly(start + "}", start + ",\"address\":\"192.0.2.7\"}");
    assertThat(told.getFirst().words()).as("too many for a person").isEmpty();
  }

  @Test
  void refusalsBeyondAHundredASecondAreCounted() throws IOException {
    Path file = folder.resolve("log");
    try (TrackerLog log = log(file, false)) {
      for (int i = 0; i < 250; i++) {
        log.accept(DENIED);
      }
      log.accept(new TrackerEvent.ListsRead());
      millis += 1000;
      log.accept(DENIED);
      log.accept(DENIED);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(100 + 1 + 2);
    assertThat(lines.get(101)).contains("\"leftOut\":150");
    assertThat(lines.get(102)).doesNotContain("leftOut");
  }

  @Test
  void whatAPersonShouldKnowIsSaidInWords() {
    try (TrackerLog log = log(folder.resolve("log"), false)) {
      log.accept(new TrackerEvent.StoreAway("it is off"));
      log.accept(new TrackerEvent.StoreBack(3));
      log.accept(new TrackerEvent.Trouble("a list is broken"));
      log.accept(new TrackerEvent.Restored(2, 9));
      log.accept(new TrackerEvent.Saved(2, 5));
    }
    assertThat(told.stream().flatMap(one -> one.words().stream()))
        .containsExactly(
            "the store does not answer, so this tracker serves from its memory: it is off",
            "the store answers again",
            "a list is broken");
  }

  @Test
  void aLogThatCannotBeWrittenIsAProblem() {
    assertThatThrownBy(() -> log(folder.resolve("no").resolve("log"), false))
        .isInstanceOf(Problem.class);
  }
}
