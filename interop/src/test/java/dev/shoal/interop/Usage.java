package dev.shoal.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process takes of the machine.
 *
 * @param peakBytes the most memory that it ever had resident
 * @param threads of the operating system
 * @param sockets that are open
 * @param files that are open and are no sockets
 */
record Usage(long peakBytes, long threads, long sockets, long files) {
  private static final String PEAK = "VmHWM:";

  static Usage of(long pid) {
    Path process = Path.of("/proc/" + pid);
    try (Stream<Path> tasks = Files.list(process.resolve("task"));
        Stream<Path> open = Files.list(process.resolve("fd"))) {
      List<String> targets = open.map(Usage::target).filter(target -> !target.isEmpty()).toList();
      long sockets = targets.stream().filter(target -> target.startsWith("socket:")).count();
      return new Usage(
          peak(process.resolve("status")), tasks.count(), sockets, targets.size() - sockets);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static long peak(Path status) throws IOException {
    String line =
        Files.readAllLines(status).stream()
            .filter(s -> s.startsWith(PEAK))
            .findFirst()
            .orElseThrow();
    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
