package dev.shoal.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {
  private static final Duration SOON = Duration.ofMillis(50);

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void findsThreadsOfBothKinds() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LeakCheck check = LeakCheck.begin();
    Thread virtual = Thread.ofVirtual().name("leaky-virtual").start(() -> await(end));
    Thread platform = Thread.ofPlatform().name("leaky-platform").start(() -> await(end));
    assertThatThrownBy(() -> check.within(SOON))
        .hasMessageContaining("leaky-virtual")
        .hasMessageContaining("leaky-platform");
    end.countDown();
    virtual.join();
    platform.join();
    assertThatCode(check::close).doesNotThrowAnyException();
  }

  @Test
  void findsFilesAndSockets(@TempDir Path folder) throws Exception {
    assumeThat(Path.of("/proc/self/fd")).exists();
    Path file = Files.createFile(folder.resolve("left-open"));
    LeakCheck check = LeakCheck.begin();
    try (InputStream open = Files.newInputStream(file);
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> check.within(SOON))
          .hasMessageContaining("left-open")
          .hasMessageContaining("socket:");
      assertThatCode(open::available).doesNotThrowAnyException();
      assertThatCode(socket::getLocalPort).doesNotThrowAnyException();
    }
    assertThatCode(check::close).doesNotThrowAnyException();
  }
}
