package dev.shoal.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * aria2c: ends by itself when it has fetched all and need not seed. It speaks to UDP trackers only
 * through the port of its DHT, which therefore is on, knows nobody and, on loopback, meets nobody.
 *
 * @param encrypted whether it takes encrypted connections only, or both
 */
record Aria2(boolean encrypted) implements OtherClient {
  @Override
  public boolean isInstalled() {
    return OtherClient.isOnPath("aria2c");
  }

  /** Its socket for UDP is one of IPv4. */
  @Override
  public boolean asksOverUdp6() {
    return false;
  }

  @Override
  public void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    start(work, at, torrent.file().toString(), folder, "--check-integrity", "--seed-ratio=0.0");
  }

  @Override
  public Fetching get(Workplace work, InetSocketAddress at, String link, Path folder) {
    RunningProgram aria2 = start(work, at, link, folder, "--seed-time=0");
    return () -> aria2.awaitExit(0);
  }

  private RunningProgram start(
      Workplace work, InetSocketAddress at, String link, Path folder, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "aria2c",
                "--no-conf",
                "--stop-with-process=" + ProcessHandle.current().pid(),
                "--interface=" + at.getHostString(),
                "--disable-ipv6=" + !OtherClient.isV6(at),
                "--enable-dht=" + !OtherClient.isV6(at),
                "--listen-port=" + at.getPort(),
                "--dir=" + folder,
                "--dht-listen-port=" + at.getPort(),
                "--enable-dht6=false",
                "--bt-enable-lpd=false",
                "--enable-peer-exchange=false",
                "--bt-require-crypto=" + encrypted,
                "--bt-min-crypto-level=" + (encrypted ? "arc4" : "plain"),
                "--file-allocation=none",
                "--summary-interval=0"));
    command.addAll(List.of(more));
    command.add(link);
    return work.start(command);
  }

  @Override
  public String toString() {
    return "aria2";
  }
}
