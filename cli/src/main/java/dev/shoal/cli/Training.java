package dev.shoal.cli;

import dev.shoal.base.Clock;
import dev.shoal.cli.command.Program;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Plugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * The run that trains the AOT cache: every verb once, a file from one node to another on loopback,
 * all in one process and in bounded time. What this run loads, later ones start with.
 */
final class Training {
  private static final int MOST_MILLIS = 30_000;
  private static final int FILE_BYTES = 128 << 20; // enough work that what is hot becomes known

  private final Path folder;
  private final Console console;

  private Training(Path folder) {
    this.folder = folder;
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.console = new Console(nowhere, nowhere, Map.of(), true, () -> 100, folder, Clock.system());
  }

  /** Runs each verb and ends the process; halts it, without a cache, if that takes too long. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().start(Training::haltInTime);
    Path folder = Files.createTempDirectory("shoal-training");
    try {
      new Training(folder).run();
    } finally {
      delete(folder);
    }
    System.exit(Program.run(new String[] {"version"}));
  }

  private void run() throws IOException, InterruptedException {
    byte[] bytes = new byte[FILE_BYTES];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("file"), bytes);
    shoal("help");
    shoal("help", "get");
    shoal("gte");
    shoal("paths");
    shoal("doctor", "--json", "--bind", "lo");
    shoal("create", "file", "-o", "file.torrent");
    shoal("show", "file.torrent");
    shoal("show", "file.torrent", "--json");
    shoal("check", "file.torrent", "--data", ".");
    ServiceLoader.load(Plugin.class).forEach(verb -> shoal(verb.word()));
    String port = freePort();
    Thread sharer =
        Thread.ofPlatform()
            .daemon()
            .start(() ->
                shoal(
                    "share",
                    "file",
                    "--serve-tracker",
                    "--for",
                    "6s",
                    "--bind",
                    "lo",
                    "--port",
                    port,
                    "--state",
                    "a"));
    String peer = "127.0.0.1:" + port;
    shoal(
        "get",
        "file.torrent",
        "--to",
        "got",
        "--bind",
        "lo",
        "--port",
        "0",
        "--state",
        "b",
        "--peer",
        peer,
        "--json",
        "--timeout",
        "10s");
    sharer.join(MOST_MILLIS);
  }

  private void shoal(String... arguments) {
    int _ = Program.run(console, List.of(arguments));
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  private static void haltInTime() {
    try {
      Thread.sleep(MOST_MILLIS);
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path below, IOException e) throws IOException {
            Files.delete(below);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
