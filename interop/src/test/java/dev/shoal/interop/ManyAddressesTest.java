package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DHT of libtorrent nodes with an address each, as on the internet. */
class ManyAddressesTest {
  private static final int NODES = 30;
  private static final int PORT = 6881;

  @TempDir private Path root;
  private Workplace work;
  private Machines machines;
  private LibtorrentDht dht;

  @BeforeEach
  void begin() {
    assumeTrue(new Libtorrent(false).isInstalled(), "libtorrent is not installed");
    work = new Workplace(root);
  }

  private void connect(boolean v6) {
    var made = Machines.make(v6);
    assumeTrue(made.isPresent(), "network namespaces cannot be made: not root");
    machines = made.get();
    IntFunction<String> address = i -> v6 ? Machines.v6(1, i) : Machines.v4(1, i);
    dht =
        LibtorrentDht.start(
            work,
            machines.in(1),
            IntStream.range(0, NODES)
                .mapToObj(i -> new InetSocketAddress(address.apply(i), PORT))
                .toList());
  }

  @AfterEach
  void end() {
    work.close();
    if (machines != null) {
      machines.close();
    }
  }

  private Shoal shoal(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dht"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bootstrap", dht.node(3), "--json", "--state", work.home().toString()));
    return Shoal.by(work, machines.in(0), all);
  }

  /** They tell where they see it, and its id becomes one of that address (BEP 42). */
  @Test
  void theIdFollowsFromTheAddress() throws Exception {
    connect(false);
    Shoal node = shoal("run");
    byte[] address = InetAddress.getByName(Machines.v4(0, 0)).getAddress();
    node.await(
        "an id of its address",
        () ->
            node.events().stream()
                .filter(event -> event.is("standing"))
                .anyMatch(event -> isOf(address, HexFormat.of().parseHex(event.text("id")))));
  }

  /** The first 21 bits are a checksum of the address and of the last three bits. */
  private static boolean isOf(byte[] address, byte[] id) {
    int[] mask = {0x03, 0x0F, 0x3F, 0xFF};
    byte[] masked = new byte[mask.length];
    for (int i = 0; i < mask.length; i++) {
      masked[i] = (byte) (address[i] & mask[i]);
    }
    masked[0] |= (byte) ((id[19] & 0x7) << 5);
    CRC32C crc = new CRC32C();
    crc.update(masked);
    int begins = (id[0] & 0xFF) << 24 | (id[1] & 0xFF) << 16 | (id[2] & 0xFF) << 8;
    return (begins ^ (int) crc.getValue()) >>> 11 == 0;
  }

  /** The DHT of IPv6 (BEP 32): peers announced by either are found by the other. */
  @Test
  void overIpv6() {
    connect(true);
    Shape shape = Shape.FOLDER;
    Path original = shape.make(work.folder("original"));
    Torrent torrent = Torrent.make(root.resolve("made.torrent"), shape, original, "");
    dht.ask("seed " + torrent.file() + " " + original.getParent(), "seeding");
    Shoal peers = shoal("peers", torrent.infoHash());
    peers.awaitExit(0);
    assertThat(peers.last("journey").orElseThrow().texts("peers").toString()).contains("fd00:5348");

    String hash = "1111111111222222222233333333334444444444";
    Shoal announce = shoal("announce", hash);
    announce.awaitExit(0);
    assertThat(announce.last("announced").orElseThrow().number("nodes")).isGreaterThanOrEqualTo(8);
    assertThat(dht.ask("peers " + hash, "peers " + hash + " ")).contains("fd00:5348");
  }
}
