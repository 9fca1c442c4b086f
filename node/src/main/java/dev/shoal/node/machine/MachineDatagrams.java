package dev.shoal.node.machine;

import dev.shoal.base.Locator;
import dev.shoal.host.Datagrams;
import dev.shoal.net.DatagramPort;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The UDP port of this node, once it is open. */
public final class MachineDatagrams implements Datagrams, AutoCloseable {
  private volatile @Nullable DatagramPort port;

  MachineDatagrams() {}

  /** The port is open from now on; it is closed with this. */
  public void opened(DatagramPort open) {
    port = open;
  }

  /** Begins to hand over what arrives. */
  public void receive(List<DatagramPort.Entrance> entrances) {
    DatagramPort open = port;
    if (open != null) {
      open.receive(entrances);
    }
  }

  @Override
  public void send(ByteBuffer datagram, Locator.Ip to) {
    DatagramPort open = port;
    if (open != null) {
      open.send(datagram, to);
    }
  }

  @Override
  public boolean reaches(InetAddress address) {
    DatagramPort open = port;
    return open != null && open.reaches(address);
  }

  @Override
  public void close() {
    DatagramPort open = port;
    if (open != null) {
      open.close();
    }
  }
}
