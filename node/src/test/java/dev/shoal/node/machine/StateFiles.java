package dev.shoal.node.machine;

import dev.shoal.content.LocalDisk;
import dev.shoal.host.Workers;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Notes of a folder, written by the caller's own thread. */
final class StateFiles {
  private static final Workers HERE =
      new Workers() {
        @Override
        public void run(Runnable task) {
          task.run();
        }

        @Override
        public <T> T call(Supplier<T> task) {
          return task.get();
        }
      };

  private StateFiles() {}

  static StateNotes in(Path folder, boolean first) {
    return new StateNotes(folder, first, new LocalDisk(), HERE);
  }
}
