package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.tracker.event.TrackerEvent;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happens to a tracker, a line each: in a file, and for whoever looks on. Refusals are many,
 * so that only the file and a program get them, at most a hundred a second; how many were left out
 * stands in the next one. Any thread.
 */
final class TrackerLog implements Consumer<TrackerEvent>, AutoCloseable {
  private static final int REFUSALS_A_SECOND = 100;

  /** An event in both forms: for programs, and in words, if a person is to be told. */
  record Told(String line, Optional<String> words) {}

  private final Console console;
  private final Optional<Writer> file;
  private final boolean addresses;
  private final Consumer<Told> onlooker;
  private long second; // guarded by this, as what follows
  private int refusals;
  private long leftOut;
  private boolean failing;

  /**
   * A log.
   *
   * @param file is appended to; empty: none
   * @param addresses whether those of refused peers are written
   * @throws Problem if the file cannot be written
   */
  TrackerLog(Console console, Optional<Path> file, boolean addresses, Consumer<Told> onlooker) {
    this.console = console;
    this.file = file.map(TrackerLog::open);
    this.addresses = addresses;
    this.onlooker = onlooker;
  }

  private static Writer open(Path path) {
    try {
      if (!Files.exists(path)) { // for its owner alone, as it may hold addresses
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.newBufferedWriter(path, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new Problem(Problem.Kind.STORAGE, path + " cannot be written", "", e);
    }
  }

  @Override
  public synchronized void accept(TrackerEvent event) {
    long now = console.clock().millis();
    if (event instanceof TrackerEvent.Denied && isTooMuch(now / 1000)) {
      leftOut++;
      return;
    }
    Told told = told(event, now);
    file.ifPresent(writer -> write(writer, told.line(), now));
    onlooker.accept(told);
  }

  private boolean isTooMuch(long now) {
    if (now != second) {
      second = now;
      refusals = 0;
    }
    return refusals++ >= REFUSALS_A_SECOND;
  }

  private Told told(TrackerEvent event, long now) {
    return switch (event) {
      case TrackerEvent.Denied denied -> new Told(denied(denied, now), Optional.empty());
      case TrackerEvent.ListsRead() ->
          new Told(JsonLine.event("lists", now).end(), Optional.empty());
      case TrackerEvent.CertificateRead() ->
          new Told(JsonLine.event("certificate", now).end(), Optional.empty());
      case TrackerEvent.Restored(long swarms, long peers) ->
          new Told(
              JsonLine.event("restored", now).with("swarms", swarms).with("peers", peers).end(),
              Optional.empty());
      case TrackerEvent.Saved(long swarms, long millis) ->
          new Told(
              JsonLine.event("saved", now).with("swarms", swarms).with("ms", millis).end(),
              Optional.empty());
      case TrackerEvent.StoreAway(String reason) ->
          told(
              JsonLine.event("store", now).with("state", "away").with("reason", reason),
              "the store does not answer, so this tracker serves from its memory: " + reason);
      case TrackerEvent.StoreBack(long swarms) ->
          told(
              JsonLine.event("store", now).with("state", "there").with("told", swarms),
              "the store answers again");
      case TrackerEvent.Trouble(String message) ->
          told(JsonLine.event("warning", now).with("message", message), message);
    };
  }

  private static Told told(JsonLine line, String words) {
    return new Told(line.end(), Optional.of(words));
  }

  private String denied(TrackerEvent.Denied denied, long now) {
    JsonLine line =
        JsonLine.event("denied", now)
            .with("infoHash", denied.infoHash().hex())
            .with("why", denied.why().word())
            .with("reason", denied.reason());
    if (addresses) {
      line.with("address", denied.address().getHostAddress());
    }
    if (leftOut > 0) {
      line.with("leftOut", leftOut);
      leftOut = 0;
    }
    return line.end();
  }

  /** A log that cannot be written, on a disk that is full say, is told of once and ends nothing. */
  private void write(Writer writer, String line, long now) {
    try {
      writer.write(line + "\n");
      writer.flush();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        String words = "the log cannot be written: " + e.getMessage();
        onlooker.accept(told(JsonLine.event("warning", now).with("message", words), words));
      }
    }
  }

  @Override
  public synchronized void close() {
    file.ifPresent(writer -> {
      try {
        writer.close();
      } catch (IOException diskFull) {
        // What could be written is there.
      }
    });
  }
}
