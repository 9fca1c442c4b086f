package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Problem;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.SavedSwarm.SavedPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwarmFileTest {
  private static final long NOW = 1_800_000_000_000L;

  @TempDir private Path folder;

  private static SavedSwarm swarm(Draw draw) {
    RandomGenerator random = draw.random();
    List<SavedPeer> peers = new ArrayList<>();
    for (int i = draw.between(1, 20); i > 0; i--) {
      int port = draw.between(1, 65535);
      Endpoint at =
          draw.oneIn(2)
              ? Endpoint.v4(random.nextInt(), port)
              : new Endpoint(true, random.nextLong(), random.nextLong(), port);
      peers.add(
          new SavedPeer(at, draw.oneIn(2), draw.oneIn(2), draw.oneIn(2), draw.between(0, 9999)));
    }
    InfoHash infoHash = new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    return new SavedSwarm(infoHash, draw.between(0, 1000), peers);
  }

  private static List<SavedSwarm> read(SwarmFile file) {
    List<SavedSwarm> read = new ArrayList<>();
    file.read(NOW, read::add);
    return read;
  }

  @Test
  void whatIsWrittenIsRead() {
    SwarmFile file = new SwarmFile(folder.resolve("new").resolve("swarms"));
    assertThat(read(file)).as("no file yet").isEmpty();
    Property.forAll(draw -> {
      List<SavedSwarm> swarms = new ArrayList<>();
      for (int i = draw.between(0, 20); i > 0; i--) {
        swarms.add(swarm(draw));
      }
      assertThat(file.write(swarms::forEach, NOW)).isEqualTo(swarms.size());
      assertThat(read(file)).isEqualTo(swarms);
    });
  }

  @Test
  void damageIsAProblemAndNeverMore() {
    Path path = folder.resolve("swarms");
    SwarmFile file = new SwarmFile(path);
    Property.forAll(draw -> {
      SavedSwarm swarm = swarm(draw);
      file.write(to -> to.accept(swarm), NOW);
      try {
        byte[] bytes = Files.readAllBytes(path);
        bytes[draw.between(0, bytes.length - 1)] ^= (byte) (1 << draw.between(0, 7));
        int length = draw.oneIn(3) ? draw.between(0, bytes.length - 1) : bytes.length;
        Files.write(path, Arrays.copyOf(bytes, length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      assertThatThrownBy(() -> read(file)).isInstanceOf(Problem.class);
    });
  }

  @Test
  void whatIsOldIsOlderWhenItIsReadButForARestart() {
    SwarmFile file = new SwarmFile(folder.resolve("swarms"));
    SavedPeer peer = new SavedPeer(Endpoint.v4(1, 2), true, false, false, 3);
    file.write(to -> to.accept(new SavedSwarm(new InfoHash(1, 2, 3), 4, List.of(peer))), NOW);
    for (long[] each : new long[][] {{-9, 3}, {0, 3}, {900, 3}, {1000, 103}, {1L << 40, 1 << 30}}) {
      List<SavedSwarm> read = new ArrayList<>();
      file.read(NOW + each[0] * 1000, read::add);
      assertThat(read.getFirst().peers().getFirst().seconds())
          .isEqualTo(each[1] == 1 << 30 ? Integer.MAX_VALUE / 2 + 3 : (int) each[1]);
    }
  }

  @Test
  void aFailureLeavesTheFileAsItWas() {
    Path path = folder.resolve("swarms");
    SwarmFile file = new SwarmFile(path);
    SavedPeer peer = new SavedPeer(Endpoint.v4(1, 2), true, false, false, 3);
    SavedSwarm swarm = new SavedSwarm(new InfoHash(1, 2, 3), 4, List.of(peer));
    file.write(to -> to.accept(swarm), NOW);
    assertThatThrownBy(() ->
            file.write(
                to -> {
                  to.accept(swarm);
                  throw new IllegalStateException("stopped");
                },
                NOW))
        .hasMessage("stopped");
    assertThat(read(file)).containsExactly(swarm);
    assertThat(folder).as("nothing half-written stays").isDirectoryNotContaining("glob:**.new");
  }
}
