package dev.shoal.discovery.book;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.random.RandomGenerator;

/** Addresses for tests. */
final class Addresses {
  private static final int PORT = 6881;

  private Addresses() {}

  static Locator.Ip at(String address) {
    return new Locator.Ip(InetAddress.ofLiteral(address), PORT);
  }

  /** A host of a /16. */
  static Locator.Ip in(int group, int host) {
    return at((11 + group / 256) + "." + group % 256 + "." + host / 256 + "." + host % 256);
  }

  /** A host anywhere on the internet. */
  static Locator.Ip any(RandomGenerator random) {
    return in(random.nextInt(100 * 256), random.nextInt(65536));
  }
}
