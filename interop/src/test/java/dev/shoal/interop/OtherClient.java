package dev.shoal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A BitTorrent client of other people: TCP, no discovery but the tracker. */
sealed interface OtherClient permits Libtorrent, QBittorrent, Transmission, RTorrent, Aria2 {
  /** Those that Shoal must get along with, speaking plainly. */
  static List<OtherClient> all() {
    return all(false);
  }

  /** The same, insisting on connections that are encrypted, or on plain ones. */
  static List<OtherClient> all(boolean encrypted) {
    return List.of(
        new Libtorrent(encrypted),
        new QBittorrent(encrypted),
        new Transmission(encrypted),
        new RTorrent(encrypted),
        new Aria2(encrypted));
  }

  /** Whether it takes encrypted connections only. */
  boolean encrypted();

  /** Whether it is on this machine. */
  boolean isInstalled();

  /** Whether it connects to addresses of the loopback device. */
  default boolean dialsLoopback() {
    return true;
  }

  /** Whether it learns of peers from a tracker over UDP at an address of IPv6. */
  default boolean asksOverUdp6() {
    return true;
  }

  /** Whether it writes files that have no bytes. */
  default boolean makesEmptyFiles() {
    return true;
  }

  /** Serves what lies in a folder. */
  void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder);

  /** Fetches a .torrent's or magnet link's content into a folder. */
  Fetching get(Workplace work, InetSocketAddress at, String link, Path folder);

  /** A fetch that has begun. */
  interface Fetching {
    /** Waits until the client says that it has all of it, verified. */
    void awaitComplete();
  }

  /** Whether an address is one of IPv6. */
  static boolean isV6(InetSocketAddress at) {
    return at.getAddress() instanceof Inet6Address;
  }

  /** Skips the test if it is not installed. */
  default void orSkip() {
    assumeTrue(isInstalled(), this + " is not installed");
  }

  /** Whether there is such a program on the path. */
  static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
