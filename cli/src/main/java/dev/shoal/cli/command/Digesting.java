package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.show.ProgressLine;
import dev.shoal.cli.show.Screen;
import dev.shoal.content.Layout;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.PieceHasher;
import dev.shoal.content.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Files that lie on the disk, digested while a line tells how far that is. */
final class Digesting {
  private final Console console;
  private final Screen screen;
  private final String work;

  /** Digesting under a name, such as {@code hashing}. */
  Digesting(Console console, Screen screen, String work) {
    this.console = console;
    this.screen = screen;
    this.work = work;
  }

  /** What a hasher of these files finds, with all cores. */
  <T> T of(Layout layout, List<Path> files, Function<PieceHasher, T> digest) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Storage storage = Storage.serve(new LocalDisk(), layout, files);
        ExecutorService workers = Executors.newFixedThreadPool(threads, Digesting::daemon)) {
      return digest.apply(new PieceHasher(layout, storage, workers, threads));
    } finally {
      screen.erase();
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("hash").unstarted(work);
  }

  /** Draws how much of a total is done, whenever it is told. */
  LongConsumer drawing(long total) {
    long start = console.clock().nanos();
    return done -> {
      if (screen.drawing()) {
        double seconds = (console.clock().nanos() - start) / 1e9;
        long rate = seconds > 0.5 ? (long) (done / seconds) : 0;
        screen.draw(List.of(ProgressLine.of(work, done, total, rate, screen.columns())));
      }
    };
  }
}
