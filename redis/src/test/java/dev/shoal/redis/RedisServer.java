package dev.shoal.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server of this machine's own Redis, on loopback, that keeps nothing when it ends. */
final class RedisServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final List<String> options;
  final int port;
  private Process process;

  private RedisServer(Path folder, int port, String... options) {
    this.folder = folder;
    this.port = port;
    this.options = Arrays.asList(options);
    this.process = run();
  }

  /** A server that answers; the test is left out if there is none on this machine. */
  static RedisServer start(Path folder, String... options) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    return new RedisServer(folder, freePort(), options);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where it is. */
  URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** A new store at it. */
  RedisStore store() {
    return patient(uri());
  }

  /** A store that does not give up when the machine is busy. */
  static RedisStore patient(URI uri) {
    return RedisStore.open(RedisAddress.of(uri), PATIENCE, Optional.empty());
  }

  /** Starts it again, on the same port and knowing nothing. */
  void startAgain() {
    process = run();
  }

  private Process run() {
    List<String> command =
        new ArrayList<>(
            List.of(PROGRAM.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(options);
    File log = folder.resolve("redis.log").toFile();
    try {
      Process started =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      try {
        Await.holds(PATIENCE, () -> "redis answers; see " + log, () -> isThere(started));
      } catch (AssertionError | RuntimeException failed) {
        started.destroyForcibly();
        throw failed;
      }
      return started;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isThere(Process started) {
    if (!started.isAlive()) {
      throw new IllegalStateException("redis-server ended with " + started.exitValue());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it; whoever speaks to it finds the connection closed. */
  void stop() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
