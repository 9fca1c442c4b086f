package dev.shoal.net;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A group of those on the same local networks: what one of them sends arrives at all, and what
 * arrives came from one of them. Nothing passes a router. Any thread.
 */
public interface Multicast extends AutoCloseable {
  /**
   * What a group is known by; one on IPv4 and one on IPv6 stand for the same.
   *
   * @param port of UDP
   */
  record Group(InetAddress v4, InetAddress v6, int port) {}

  /** Is told of datagrams, which it may read during the call only; on a thread a socket. */
  interface Listener {
    /** Somebody sent this to the group; this node itself, maybe. */
    void heard(ByteBuffer datagram, Locator.Ip from);

    /** Somebody on the link sent this to this node alone, as what it sent came from here. */
    void answered(ByteBuffer datagram, Locator.Ip from);
  }

  /** Sends the remaining bytes to the group on all links, or loses them. */
  void send(ByteBuffer datagram);

  /** Sends the remaining bytes to one on a link, or loses them. */
  void answer(ByteBuffer datagram, Locator.Ip to);

  /** Joins the group on links that are there since it last looked. */
  void look();

  /** Whether it is joined on any link. */
  boolean isJoined();

  /** Leaves the group. */
  @Override
  void close();
}
