package dev.shoal.cli.command;

import dev.shoal.node.StateFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder below the state folder that lives no longer than its command. One that was killed leaves
 * its own behind; the next command that makes one removes it.
 */
final class Scratch implements AutoCloseable {
  private static final String WHERE = "scratch";

  private final StateFolder folder; // locked while it is in use

  private Scratch(StateFolder folder) {
    this.folder = folder;
  }

  /** A new one. */
  static Scratch in(Path state) throws IOException {
    Path all;
    try (StateFolder made = StateFolder.open(state)) {
      all = Files.createDirectories(made.path().resolve(WHERE));
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(all)) {
      for (Path one : left) {
        removeUnused(one);
      }
    }
    return new Scratch(StateFolder.open(Files.createTempDirectory(all, "")));
  }

  /** A folder in it that is not there yet. */
  Path folder(String name) {
    return folder.path().resolve(name);
  }

  @Override
  public void close() throws IOException {
    remove(folder.path());
    folder.close();
  }

  private static void removeUnused(Path folder) throws IOException {
    boolean unused;
    try (StateFolder state = StateFolder.open(folder)) {
      unused = state.first();
    }
    if (unused) {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
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
