package dev.shoal.mainline.store;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Addresses and targets by number, and times. */
final class Strangers {
  /** The id of the node: targets are as far from it as their number says. */
  static final NodeId OWN = target(0);

  private Strangers() {}

  static NodeId target(int distance) {
    return NodeId.of(ByteBuffer.allocate(20).putInt(distance).array());
  }

  /** The n-th address of this subnet, a /24. */
  static InetAddress v4(int subnet, int n) {
    return address(ByteBuffer.allocate(4).putInt(0x0B00_0000 + (subnet << 8) + n).array());
  }

  /** The n-th address of this subnet, a /64. */
  static InetAddress v6(int subnet, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(16).putInt(0x2001_0DB8).putInt(subnet);
    return address(bytes.putInt(0).putInt(n).array());
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static Locator.Ip peer(int subnet, int n) {
    return new Locator.Ip(v4(subnet, n), 6881);
  }

  static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
