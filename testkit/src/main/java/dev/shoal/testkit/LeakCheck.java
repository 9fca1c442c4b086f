package dev.shoal.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check that threads (virtual ones too), files and sockets which a test opened are gone at its
 * end. To be used by a test that runs alone in its JVM:
 *
 * <pre>{@code
 * try (LeakCheck check = LeakCheck.begin()) {
 *   … open and close …
 * }
 * }</pre>
 */
public final class LeakCheck implements AutoCloseable {
  // Threads and sockets that were told to end may take a moment, on a busy machine a long one.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final Pattern THREAD = Pattern.compile("#(\\d+) \"([^\"]*)\".*");
  // The JVM starts these at the first use of what they serve, and keeps them.
  // The last two are one daemon that Helidon 4 starts with a server and never ends (helidon.md).
  private static final Pattern THREAD_OF_THE_JVM =
      Pattern.compile(
          "ForkJoinPool.*|VirtualThread-.*|(Read|Write|Master|Sub)-?[Pp]oller.*|Common-Cleaner"
              + "|Cleaner-\\d+|process reaper.*|Attach Listener|Keep-Alive.*|.*Delay.*Scheduler.*"
              + "|(C1|C2) CompilerThread\\d+|surefire.*|Thread-\\d+ \\(jfr\\)"
              + "|helidon-idle-connection-timer|idle-timeout-handler-.*");

  private final SortedMap<String, String> threads = threads();
  private final SortedMap<String, String> files = files();

  private LeakCheck() {}

  /** Takes note of what is there. */
  public static LeakCheck begin() {
    try {
      // At the first close of a socket the JVM opens one of its own, which it keeps.
      new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new LeakCheck();
  }

  /**
   * Waits, 10 seconds at most, until nothing is there that was not at the beginning.
   *
   * @throws AssertionError that names what is left
   */
  @Override
  public void close() {
    within(PATIENCE);
  }

  void within(Duration patience) {
    Await.holds(patience, () -> "left behind: " + left(), () -> left().isEmpty());
  }

  private SortedMap<String, String> left() {
    SortedMap<String, String> left = threads();
    left.putAll(files());
    left.keySet().removeAll(threads.keySet());
    left.entrySet().removeAll(files.entrySet()); // numbers of files are used again
    return left;
  }

  /** Number and name of each living thread; those of the JVM itself left out. */
  private static SortedMap<String, String> threads() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path dump = folder.resolve("dump.txt");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        SortedMap<String, String> threads = new TreeMap<>();
        for (String line : Files.readAllLines(dump)) {
          Matcher thread = THREAD.matcher(line);
          if (thread.matches() && !THREAD_OF_THE_JVM.matcher(thread.group(2)).matches()) {
            threads.put("thread " + thread.group(1), line);
          }
        }
        return threads;
      } finally {
        Files.deleteIfExists(dump);
        Files.delete(folder);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Number and target of each open file or socket; empty where the system does not show them. */
  private static SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(OPEN_FILES)) {
      return files;
    }
    try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : open) {
        target(file, files);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return files;
  }

  private static void target(Path file, SortedMap<String, String> into) throws IOException {
    try {
      String target = Files.readSymbolicLink(file).toString();
      // What the JVM opens for itself: classes, sources of chance, pollers of virtual threads.
      boolean jvm =
          target.endsWith(".jar")
              || target.endsWith("/modules")
              || target.startsWith("/dev/")
              || target.startsWith("/proc/");
      if (!jvm && (target.startsWith("socket:") || target.startsWith("/"))) {
        into.put("file " + file.getFileName(), target);
      }
    } catch (NoSuchFileException closedMeanwhile) {
      // Then it is no leak.
    }
  }
}
