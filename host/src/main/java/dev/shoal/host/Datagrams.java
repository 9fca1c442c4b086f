package dev.shoal.host;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** The node's one UDP port, which its protocols share. */
public interface Datagrams {
  /**
   * Sends the remaining bytes as one datagram, or loses it, as the network may: what the system or
   * the binding refuses is not told. By any thread; it never waits long.
   */
  void send(ByteBuffer datagram, Locator.Ip to);

  /** Whether this address can be sent to at all: the binding allows it and has its family. */
  boolean reaches(InetAddress address);
}
