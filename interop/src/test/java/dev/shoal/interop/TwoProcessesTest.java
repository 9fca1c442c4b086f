package dev.shoal.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one state folder are normal: share here, get there. */
class TwoProcessesTest {
  @Test
  void shareAndGetOnOneStateFolder(@TempDir Path root) {
    try (Workplace work = new Workplace(root)) {
      Path original = Shape.FOLDER.make(work.folder("original"));
      Path copy = work.folder("copy");
      Path state = work.folder("state");
      Shoal sharer = onOneState(work, state, "share", original.toString());
      String link = sharer.await("link").text("magnet");
      onOneState(work, state, "get", link, "--to", copy.toString()).awaitExit(0);
      Shape.FOLDER.assertIn(copy, original);
      sharer.await("still running", () -> sharer.exit().isEmpty());
    }
  }

  /** Without {@code --port}, so that the second one has to find another. */
  private static Shoal onOneState(Workplace work, Path state, String... arguments) {
    return Shoal.on(work, "127.0.0.1", state, arguments);
  }
}
