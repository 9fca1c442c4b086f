package dev.shoal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.shoal.base.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Law 2: only a few classes touch files, so that `world` can put a disk that fails in their place;
 * and only few ask for the date.
 */
class EdgesTest {
  private static final Set<String> FILE_TYPES =
      Set.of(
          "java.nio.file.Files",
          "java.nio.channels.FileChannel",
          "java.io.RandomAccessFile",
          "java.io.FileInputStream",
          "java.io.FileOutputStream");

  /**
   * The disk of this machine; locks, which a disk that fails has not; which store a path is on; a
   * lists, certificates and swarms that a tracker's own threads read and write; a register that is
   * made before the database opens it; where Linux tells its routes, which is no disk; and what the
   * node and the command line keep and read themselves.
   */
  private static final Pattern MAY_TOUCH_FILES =
      Pattern.compile(
          "dev\\.shoal\\."
              + "(content\\.(LocalDisk|Walk|ContentState)"
              + "|bittorrent\\.session\\.FileStores"
              + "|tracker\\.(gate\\.ListFile|SwarmFile|Keeper|HttpsSide)"
              + "|net\\.PemCertificate"
              + "|users\\.RegisterFile"
              + "|net\\.mapping\\.Surroundings"
              + "|(node|cli|lab|testkit)\\..*)(\\$.*)?");

  /** What compares with the times of files or of earlier runs, what shows a date, and a world. */
  private static final Pattern MAY_ASK_THE_DATE =
      Pattern.compile(
          "dev\\.shoal\\."
              + "(content\\.Journal|host\\.PeerMemory|bittorrent\\.session\\.SwarmMemory"
              + "|tracker\\.(Tracker|Keeper)"
              + "|(cli|lab|web|world|testkit|base)\\..*)(\\$.*)?");

  /** People and time servers put clocks back and forth: nothing else may even notice. */
  @Test
  void onlyWhatOutlivesTheProcessAsksForTheDate() {
    noClasses()
        .that(
            describe(
                "have no business with dates",
                type -> !MAY_ASK_THE_DATE.matcher(type.getName()).matches()))
        .should()
        .callMethod(Clock.class, "millis")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .because("intervals are measured by a clock that nobody puts back: nanos")
        .check(Rooms.CLASSES);
  }

  @Test
  void onlyTheDiskTouchesFiles() {
    noClasses()
        .that(
            describe(
                "are not the disk", type -> !MAY_TOUCH_FILES.matcher(type.getName()).matches()))
        .should()
        .dependOnClassesThat(
            describe("read or write files", type -> FILE_TYPES.contains(type.getName())))
        .because("files are read and written by the disk's own threads (law 2)")
        .check(Rooms.CLASSES);
  }
}
