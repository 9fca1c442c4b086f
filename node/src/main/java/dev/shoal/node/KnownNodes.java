package dev.shoal.node;

import dev.shoal.base.Problem;
import dev.shoal.content.DiskException;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.SmallFiles;
import dev.shoal.discovery.book.PeerBook;
import dev.shoal.discovery.book.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The nodes that a state folder remembers, as its file says; a node at work may know more. */
public final class KnownNodes {
  private static final Comparator<Remembered> BEST_FIRST =
      Comparator.comparing(Remembered::network)
          .thenComparing(Comparator.comparing(Remembered::tried).reversed())
          .thenComparing(
              Comparator.<Remembered>comparingLong(it -> it.times().lastAnswer()).reversed())
          .thenComparing(Remembered::node);

  private KnownNodes() {}

  /**
   * All of them: by network, those that answered first, of these who answered last.
   *
   * @throws Problem of kind INVALID if the file is damaged, of kind STORAGE if it cannot be read
   */
  public static List<Remembered> in(Path stateFolder) {
    Path file = file(stateFolder);
    try {
      return SmallFiles.read(new LocalDisk(), file)
          .map(bytes ->
              PeerBook.decode(bytes, new SplittableRandom())
                  .orElseThrow(() ->
                      new Problem(
                          Problem.Kind.INVALID,
                          file + " is damaged",
                          "nothing: the next node that starts there begins a new one")))
          .map(PeerBook::entries)
          .orElse(List.of())
          .stream()
          .sorted(BEST_FIRST)
          .toList();
    } catch (DiskException e) {
      throw unusable(e);
    }
  }

  /**
   * Forgets all of them.
   *
   * @throws Problem of kind CONFLICT if a node is at work there, of kind STORAGE if the file cannot
   *     be removed
   */
  public static void forget(Path stateFolder) {
    try (StateFolder folder = StateFolder.open(stateFolder)) {
      if (!folder.first()) {
        throw new Problem(
            Problem.Kind.CONFLICT,
            "a node is at work in " + folder.path() + ", and would write its memory again",
            "end it first");
      }
      Path file = file(folder.path());
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw unusable(LocalDisk.failed(file, e));
      }
    }
  }

  private static Path file(Path stateFolder) {
    return stateFolder.resolve("peers");
  }

  private static Problem unusable(DiskException e) {
    return new Problem(
        Problem.Kind.STORAGE,
        "the memory of nodes cannot be used: " + e.getMessage(),
        "choose another folder with --state",
        e);
  }
}
