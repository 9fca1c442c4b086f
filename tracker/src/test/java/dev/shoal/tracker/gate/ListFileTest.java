package dev.shoal.tracker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.tracker.core.InfoHash;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFileTest {
  private static final String ONE = "0102030405060708090a0b0c0d0e0f1011121314";

  @TempDir private Path folder;

  @Test
  void isReadAtFirstAndWhenItChanged() throws IOException {
    Path path = folder.resolve("deny");
    Files.writeString(path, "# mine\n\n  " + ONE.toUpperCase(java.util.Locale.ROOT) + " # this\n");
    ListFile file = new ListFile(path);
    assertThat(file.ifChanged().orElseThrow().torrents())
        .containsExactly(Map.entry(InfoHash.of(Hash.ofHex(ONE)), "this"));
    assertThat(file.ifChanged()).isEmpty();
    Files.writeString(path, "");
    assertThat(file.ifChanged().orElseThrow().torrents()).isEmpty();
  }

  @Test
  void addressesAndNetworksStandAmongHashes() throws IOException {
    Path path = folder.resolve("deny");
    Files.writeString(path, "198.51.100.0/24 # them\n" + ONE + "\n2001:db8::/33\n192.0.2.7\n");
    Networks networks = new ListFile(path).ifChanged().orElseThrow().addresses();
    for (String in : List.of("198.51.100.255", "2001:db8:7fff::1", "192.0.2.7")) {
      assertThat(networks.contains(Endpoint.of(InetAddress.ofLiteral(in), 1))).as(in).isTrue();
    }
    for (String out : List.of("198.51.101.0", "2001:db8:8000::1", "192.0.2.6", "::c000:207")) {
      assertThat(networks.contains(Endpoint.of(InetAddress.ofLiteral(out), 1))).as(out).isFalse();
    }
  }

  @Test
  void whatIsNoHashIsNamedWithItsLine() throws IOException {
    Path path = folder.resolve("deny");
    Files.writeString(path, ONE + "\n0102\n");
    ListFile file = new ListFile(path);
    assertThatThrownBy(file::ifChanged)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("line 2: neither an info-hash nor an address");
    assertThat(file.ifChanged()).isEmpty();
  }

  @Test
  void aMissingFileIsAProblemOnce() {
    ListFile file = new ListFile(folder.resolve("nothing"));
    assertThatThrownBy(file::ifChanged).hasMessageContaining("cannot be read");
    assertThat(file.ifChanged()).isEmpty();
  }
}
