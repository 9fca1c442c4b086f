package dev.shoal.world;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A network for a test: hosts 10.0.0.1 and on, everybody at the same port. */
final class Net {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1000 * MILLI;
  static final long MINUTE = 60 * SECOND;
  static final int PORT = 7462;

  final VirtualTime time = new VirtualTime(Long.MAX_VALUE - SECOND);
  final VirtualNetwork network;
  private int hosts;

  Net(long seed, Rates rates, PathQuality path) {
    network = new VirtualNetwork(time, random(seed), rates, path);
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  VirtualHost host() {
    return network.addHost(nextAddress());
  }

  VirtualHost host(long up, long down) {
    return network.addHost(nextAddress(), new Rates(up, down));
  }

  /** Dials, and sends so much as soon as there is a stream; then closes it. */
  Ending send(VirtualHost from, VirtualHost to, int bytes) {
    Ending ending = new Ending(time, bytes);
    from.dial(at(to), 20 * SECOND, ending);
    return ending;
  }

  /** Listens, and takes all that comes on one stream. */
  Ending receive(VirtualHost host) {
    Ending ending = new Ending(time, 0);
    host.listen(PORT, ending::onConnected);
    return ending;
  }

  static Locator.Ip at(VirtualHost host) {
    return host.at(PORT);
  }

  private InetAddress nextAddress() {
    try {
      hosts++;
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) (hosts >> 8), (byte) hosts});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
