package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.host.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerFileTest {
  private static final Locator.Ip NODE =
      new Locator.Ip(InetAddress.ofLiteral("198.51.100.7"), 6881);
  private static final Locator.Ip OTHER =
      new Locator.Ip(InetAddress.ofLiteral("203.0.113.8"), 6881);

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final FakeTimer timer = new FakeTimer();

  private static final class FakeTimer implements Timers, Timers.Timer {
    private Runnable task = () -> {};
    private long at;

    @Override
    public Timer timer(Runnable due) {
      task = due;
      return this;
    }

    @Override
    public void at(long nanos) {
      at = nanos;
    }

    @Override
    public void close() {}
  }

  private PeerFile open(boolean first) {
    return new PeerFile(
        StateFiles.in(folder, first),
        Clock.system(),
        timer,
        new SplittableRandom(1),
        warnings::add);
  }

  private Path file() {
    return folder.resolve("peers");
  }

  @Test
  void whatWasRememberedAtTheEndIsKnownAtTheStart() throws IOException {
    try (PeerFile file = open(true)) {
      file.memory().answered("mainline", NODE);
      file.memory().heard("mainline", OTHER, NODE);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (PeerFile file = open(true)) {
      assertThat(file.memory().anchors("mainline")).containsExactly(NODE);
      assertThat(file.memory().some("mainline", false, 5)).containsExactly(OTHER);
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aProcessThatIsKilledLosesAQuarterOfAnHourAtTheMost() {
    PeerFile killed = open(true);
    killed.memory().answered("mainline", NODE);
    assertThat(timer.at - Clock.system().nanos()).isLessThan(TimeUnit.MINUTES.toNanos(15) + 1);
    timer.task.run();
    try (PeerFile file = open(true)) {
      assertThat(file.memory().anchors("mainline")).containsExactly(NODE);
    }
  }

  @Test
  void whatDidNotChangeIsNotWritten() throws IOException {
    open(true).close();
    assertThat(file()).doesNotExist();
    try (PeerFile file = open(true)) {
      file.memory().answered("mainline", NODE);
      timer.task.run();
      Files.delete(file());
      timer.task.run();
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void theSecondProcessReadsAndDoesNotWrite() throws IOException {
    try (PeerFile first = open(true)) {
      first.memory().answered("mainline", NODE);
    }
    byte[] before = Files.readAllBytes(file());
    try (PeerFile second = open(false)) {
      assertThat(second.memory().anchors("mainline")).containsExactly(NODE);
      second.memory().answered("mainline", OTHER);
    }
    assertThat(file()).hasBinaryContent(before);
    Files.write(file(), new byte[3]);
    open(false).close();
    assertThat(file()).hasBinaryContent(new byte[3]);
  }

  @Test
  void whatIsDamagedIsSetAsideWithAWarningAndBegunAnew() throws IOException {
    try (PeerFile file = open(true)) {
      file.memory().answered("mainline", NODE);
    }
    byte[] torn = Arrays.copyOf(Files.readAllBytes(file()), 100);
    Files.write(file(), torn);
    try (PeerFile file = open(true)) {
      assertThat(file.memory().anchors("mainline")).isEmpty();
      file.memory().answered("mainline", OTHER);
    }
    assertThat(warnings).hasSize(1);
    assertThat(folder.resolve("peers.damaged")).hasBinaryContent(torn);
    try (PeerFile file = open(true)) {
      assertThat(file.memory().anchors("mainline")).containsExactly(OTHER);
    }
    assertThat(warnings).hasSize(1);
  }

  @Test
  void whatAKilledProcessLeftIsInNobodysWay() throws IOException {
    Files.write(folder.resolve("peers.new"), new byte[10]);
    try (PeerFile file = open(true)) {
      file.memory().answered("mainline", NODE);
    }
    assertThat(folder.resolve("peers.new")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aDiskThatRefusesStopsNobody() throws IOException {
    Files.createDirectories(file().resolve("not-empty"));
    try (PeerFile file = open(true)) {
      file.memory().answered("mainline", NODE);
      assertThat(file.memory().anchors("mainline")).containsExactly(NODE);
    }
  }
}
