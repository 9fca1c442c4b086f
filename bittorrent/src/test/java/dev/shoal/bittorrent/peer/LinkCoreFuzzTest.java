package dev.shoal.bittorrent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.base.Hash;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whatever a peer sends behind its handshake: it is answered, or refused in words. */
class LinkCoreFuzzTest {
  private static final Layout LAYOUT =
      new Layout("x", false, List.of(new FileEntry(List.of(), 0, 100_000)), 100_000, 1 << 15);

  private final List<SwarmEvent> events = new ArrayList<>();
  private long nanos;

  @FuzzTest(maxDuration = "1m")
  void connection(byte[] bytes) {
    events.clear();
    nanos = 0;
    boolean fast = bytes.length > 0 && (bytes[0] & 1) != 0;
    Optional<ExtensionHandshake> hello = Optional.of(ExtensionHandshake.own("fuzz", 250, 1));
    Terms terms =
        new Terms(
            hello,
            fast,
            true,
            Hash.sha1(bytes),
            InetAddress.getLoopbackAddress(),
            Gossip.NONE,
            1 << 20);
    LinkCore core = new LinkCore(1, terms, nanos, events::add);
    core.begin();
    core.command(
        new LinkCommand.Described(LAYOUT, new byte[20_000], piece -> piece == 0, true), nanos);
    core.command(new LinkCommand.Choke(false), nanos);
    try {
      converse(core, ByteBuffer.wrap(bytes));
    } catch (WireException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    core.close();
    assertThat(events.getLast()).isEqualTo(new SwarmEvent.Left(1));
    assertThat(bytesOut())
        .as("each byte of the lease is filled or returned once")
        .isEqualTo(49_152);
  }

  private void converse(LinkCore core, ByteBuffer in) {
    boolean granted = false;
    Optional<PeerMessage> message = WireCodec.decode(in);
    while (message.isPresent()) {
      nanos += 1_000_000;
      if (message.get() instanceof PeerMessage.Piece head) {
        take(core, head, in);
      } else {
        core.on(message.get(), nanos);
      }
      core.received(nanos);
      if (!granted && message.get() instanceof PeerMessage.Unchoke) {
        granted = true;
        core.command(new LinkCommand.Grant(new Lease(1, 0, 49_152)), nanos);
      }
      core.outgoing(nanos);
      core.uploads(1 << 16, nanos);
      core.tick(nanos);
      message = WireCodec.decode(in);
    }
    if (!granted) {
      core.command(new LinkCommand.Grant(new Lease(1, 0, 49_152)), nanos);
    }
  }

  private void take(LinkCore core, PeerMessage.Piece head, ByteBuffer in) {
    Optional<Slot> place = core.place(head, nanos);
    int there = Math.min(head.length(), in.remaining());
    in.position(in.position() + there);
    if (place.isPresent() && there == head.length()) {
      Slot slot = place.get();
      if (slot.runNeeded() > 0) {
        slot.attach(new HeapRun(ByteBuffer.allocate(slot.runNeeded())), nanos);
      }
      assertThat(slot.target().remaining()).isEqualTo(head.length());
      core.arrived(slot, nanos);
    }
  }

  private long bytesOut() {
    long sum = 0;
    boolean granted = false;
    for (SwarmEvent event : events) {
      if (event instanceof SwarmEvent.Filled filled) {
        sum += filled.spans().stream().mapToLong(span -> span.length()).sum();
        granted = true;
      } else if (event instanceof SwarmEvent.Returned returned) {
        sum += returned.span().length();
        granted = true;
      }
    }
    return granted ? sum : 49_152; // the connection broke before anything was granted
  }

  private record HeapRun(ByteBuffer buffer) implements Run {
    @Override
    public void release() {}
  }
}
