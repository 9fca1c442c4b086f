package dev.shoal.net;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A group on this machine's links: for each family a socket that hears the group, and for each link
 * one of its own that sends and gets answers.
 */
public final class MulticastSockets implements Multicast {
  /** Nothing that is sent to a group is longer: it has to fit into one packet of any link. */
  public static final int MAX_LENGTH = 1400;

  private final Binding binding;
  private final Group group;
  private final Listener listener;
  private final boolean hears;
  private final Map<Boolean, DatagramChannel> hearing = new HashMap<>(); // by: is it IPv6?
  private volatile Map<Place, Own> own = Map.of();
  private boolean closed;

  /** A link, as the system counts it, and a family. */
  private record Place(int face, boolean v6) {}

  private record Own(Link link, DatagramChannel channel) {}

  private MulticastSockets(Binding binding, Group group, Listener listener, boolean hears) {
    this.binding = binding;
    this.group = group;
    this.listener = listener;
    this.hears = hears;
  }

  /** Joins a group on the links of the binding; where that cannot be done, it is left out. */
  public static MulticastSockets join(Binding binding, Group group, Listener listener) {
    return looking(new MulticastSockets(binding, group, listener, true));
  }

  /** Asks a group and gets its answers, without hearing it: its port may be another program's. */
  public static MulticastSockets ask(Binding binding, Group group, Listener listener) {
    return looking(new MulticastSockets(binding, group, listener, false));
  }

  private static MulticastSockets looking(MulticastSockets sockets) {
    sockets.look();
    return sockets;
  }

  @Override
  public synchronized void look() {
    if (closed) {
      return;
    }
    Map<Place, Own> now = new HashMap<>();
    for (Link link : links()) {
      for (boolean v6 : new boolean[] {false, true}) {
        Place place = new Place(link.face().getIndex(), v6);
        Own known = own.get(place);
        if (known != null && known.link.equals(link)) {
          now.put(place, known);
        } else {
          open(link, v6).ifPresent(channel -> now.put(place, new Own(link, channel)));
        }
      }
    }
    Map<Place, Own> before = own;
    own = Map.copyOf(now);
    before.values().stream().filter(it -> !now.containsValue(it)).forEach(it -> close(it.channel));
  }

  private List<Link> links() {
    try {
      return Link.of(binding);
    } catch (Problem nobodyKnows) {
      return List.of();
    }
  }

  /** Hears the group on this link and has a socket to send from, or neither. */
  private Optional<DatagramChannel> open(Link link, boolean v6) {
    Optional<InetAddress> address = link.own(v6);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      DatagramChannel channel = DatagramChannel.open(family(v6));
      try {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, link.face());
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true); // others are here as well
        channel.bind(new InetSocketAddress(address.get(), 0));
        if (hears) {
          listen(v6).join(name(v6), link.face());
        }
        receive(channel, listener::answered);
        return Optional.of(channel);
      } catch (IOException | RuntimeException notOnThisLink) {
        close(channel);
        return Optional.empty();
      }
    } catch (IOException noSuchFamily) {
      return Optional.empty();
    }
  }

  private static ProtocolFamily family(boolean v6) {
    return v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
  }

  private InetAddress name(boolean v6) {
    return v6 ? group.v6() : group.v4();
  }

  /** Bound to the group's own address, so that what is sent elsewhere does not arrive here. */
  private DatagramChannel listen(boolean v6) throws IOException {
    DatagramChannel known = hearing.get(v6);
    if (known != null) {
      return known;
    }
    DatagramChannel channel = DatagramChannel.open(family(v6));
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.bind(new InetSocketAddress(name(v6), group.port()));
    } catch (IOException e) {
      close(channel);
      throw e;
    }
    hearing.put(v6, channel);
    receive(channel, listener::heard);
    return channel;
  }

  private void receive(DatagramChannel channel, BiConsumer<ByteBuffer, Locator.Ip> takes) {
    Thread.ofVirtual()
        .name("multicast")
        .start(() -> {
          ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_LENGTH + 1); // one more: it was cut
          while (channel.isOpen()) {
            take(channel, buffer.clear(), takes);
          }
        });
  }

  /** Others may join groups on other interfaces of this machine: what comes by them is not ours. */
  private void take(
      DatagramChannel channel, ByteBuffer buffer, BiConsumer<ByteBuffer, Locator.Ip> takes) {
    try {
      InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
      if (from.getPort() != 0
          && buffer.flip().limit() <= MAX_LENGTH
          && own.values().stream().anyMatch(it -> it.link.has(from.getAddress()))) {
        takes.accept(buffer, Locator.Ip.of(from));
      }
    } catch (IOException overOrAnAnswerToSomethingSentBefore) {
      return;
    }
  }

  @Override
  public void send(ByteBuffer datagram) {
    own.forEach(
        (place, it) -> send(it, datagram, new InetSocketAddress(name(place.v6), group.port())));
  }

  @Override
  public void answer(ByteBuffer datagram, Locator.Ip to) {
    boolean v6 = to.address() instanceof Inet6Address;
    own.entrySet().stream()
        .filter(it -> it.getKey().v6 == v6 && it.getValue().link.has(to.address()))
        .findFirst()
        .ifPresent(it -> send(it.getValue(), datagram, to.socketAddress()));
  }

  private static void send(Own from, ByteBuffer datagram, InetSocketAddress to) {
    try {
      from.channel.send(datagram.duplicate(), to);
    } catch (IOException lost) {
      return; // as any datagram may be
    }
  }

  @Override
  public boolean isJoined() {
    return !own.isEmpty();
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException itIsOfNoUseAnyMore) {
      return;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    own.values().forEach(it -> close(it.channel));
    hearing.values().forEach(MulticastSockets::close);
    own = Map.of();
  }
}
