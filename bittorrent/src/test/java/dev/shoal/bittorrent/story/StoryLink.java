package dev.shoal.bittorrent.story;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.bittorrent.handshake.HandshakeCore;
import dev.shoal.bittorrent.peer.Gossip;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.bittorrent.peer.LinkCore;
import dev.shoal.bittorrent.peer.Slot;
import dev.shoal.bittorrent.peer.Terms;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.host.Runs.Run;
import dev.shoal.world.VirtualPipe;
import dev.shoal.world.VirtualTime;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code peer.Link} is on sockets, on a virtual pipe: the same cores, another edge. */
final class StoryLink implements VirtualPipe.Handler {
  private static final int MAX_BATCH = 1 << 16;

  private final StoryPeer peer;
  private final int id;
  private final VirtualPipe pipe;
  private final HandshakeCore handshake;
  private final ArrayDeque<ByteBuffer> toSend = new ArrayDeque<>();
  private final ArrayDeque<LinkCommand> posted = new ArrayDeque<>();
  private byte[] received = {};
  private @Nullable LinkCore core;
  private @Nullable ByteBuffer target; // of the block that is being received
  private @Nullable Slot slot;
  private int left; // bytes of it still to come
  private VirtualTime.@Nullable Scheduled tick;
  private boolean ended;

  StoryLink(StoryPeer peer, int id, VirtualPipe pipe, boolean dialled) {
    this.peer = peer;
    this.id = id;
    this.pipe = pipe;
    this.handshake =
        dialled
            ? HandshakeCore.dialling(peer.content().infoHash(), peer.peerId(), false)
            : HandshakeCore.answering(
                hash ->
                    hash.equals(peer.content().infoHash())
                        ? Optional.of(peer.peerId())
                        : Optional.empty(),
                hash -> false);
    pipe.handler(this);
    handshake.send().ifPresent(toSend::add);
    flush();
  }

  Locator.Ip remote() {
    return pipe.remote();
  }

  void post(LinkCommand command) {
    posted.add(command);
    if (core != null) {
      guarded(() -> {});
    }
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    byte[] all = Arrays.copyOf(received, received.length + bytes.remaining());
    bytes.get(all, received.length, bytes.remaining());
    received = all;
    guarded(this::take);
  }

  private void take() {
    ByteBuffer in = ByteBuffer.wrap(received);
    if (core == null) {
      shake(in);
    }
    if (core != null) {
      takeMessages(in, core);
    }
    received = Arrays.copyOfRange(received, in.position(), in.limit());
  }

  private void shake(ByteBuffer in) {
    Optional<HandshakeCore.Outcome> outcome = handshake.on(in);
    handshake.send().ifPresent(toSend::add);
    if (outcome.isEmpty()) {
      return;
    }
    if (!(outcome.get() instanceof HandshakeCore.Outcome.Agreed(Handshake theirs))) {
      end();
      return;
    }
    Terms terms =
        new Terms(
            Optional.of(ExtensionHandshake.own("story", 500, 0)),
            theirs.fast(),
            peer.described(),
            peer.content().infoHash(),
            pipe.remote().address(),
            Gossip.NONE,
            4 << 20);
    core = new LinkCore(id, terms, peer.nanos(), peer::tell);
    core.begin();
    peer.greeting().ifPresent(posted::addFirst);
  }

  private void takeMessages(ByteBuffer in, LinkCore link) {
    while (true) {
      if (left > 0) {
        receive(in, link);
        if (left > 0) {
          break;
        }
      }
      Optional<PeerMessage> message = WireCodec.decode(in);
      if (message.isEmpty()) {
        break;
      }
      if (message.get() instanceof PeerMessage.Piece head) {
        left = head.length();
        slot = link.place(head, peer.nanos()).orElse(null);
        if (slot != null) {
          if (slot.runNeeded() > 0) {
            slot.attach(new HeapRun(ByteBuffer.allocate(slot.runNeeded())), peer.nanos());
          }
          target = slot.target();
        }
      } else {
        link.on(message.get(), peer.nanos());
      }
    }
    link.received(peer.nanos());
  }

  private void receive(ByteBuffer in, LinkCore link) {
    int there = Math.min(left, in.remaining());
    if (target != null) {
      target.put(in.slice(in.position(), there));
    }
    in.position(in.position() + there);
    left -= there;
    if (slot != null) {
      link.progress(peer.nanos());
      if (left == 0) {
        link.arrived(slot, peer.nanos());
        link.received(peer.nanos());
        peer.downloaded(slot.length());
        slot = null;
        target = null;
      }
    }
  }

  /** Runs it, then everything that follows from it; a broken rule ends the connection. */
  private void guarded(Runnable action) {
    if (ended) {
      return;
    }
    try {
      action.run();
      settle();
    } catch (WireException broken) {
      end();
    }
  }

  private void settle() {
    LinkCore link = core;
    if (link != null && !ended) {
      while (!posted.isEmpty()) {
        link.command(posted.remove(), peer.nanos());
      }
      if (link.nextTick() - peer.nanos() <= 0) {
        link.tick(peer.nanos());
      }
      toSend.add(WireCodec.encode(link.outgoing(peer.nanos())));
      schedule(link);
    }
    flush();
    peer.settle();
  }

  private void schedule(LinkCore link) {
    if (tick != null) {
      tick.cancel();
    }
    long wait = Math.max(0, link.nextTick() - peer.nanos());
    tick = peer.time().schedule(wait, () -> guarded(() -> {}));
  }

  /** Sends what waits, and answers requests as long as there is room. */
  private void flush() {
    while (!ended) {
      while (!toSend.isEmpty() && !toSend.element().hasRemaining()) {
        toSend.remove();
      }
      if (toSend.isEmpty() && !upload()) {
        return;
      }
      if (!toSend.isEmpty() && pipe.send(toSend.element()) == 0) {
        return;
      }
    }
  }

  private boolean upload() {
    List<PeerMessage.Request> requests =
        core == null ? List.of() : core.uploads(MAX_BATCH, peer.nanos());
    for (PeerMessage.Request request : requests) {
      ByteBuffer block = ByteBuffer.allocate(WireCodec.PIECE_HEAD + request.length());
      WireCodec.encode(
          new PeerMessage.Piece(request.piece(), request.begin(), request.length()), block);
      peer.read(request, block);
      toSend.add(block.flip());
    }
    return !requests.isEmpty();
  }

  @Override
  public void onWritable() {
    guarded(() -> {});
  }

  @Override
  public void onEnd(VirtualPipe.End why) {
    end();
  }

  void end() {
    if (ended) {
      return;
    }
    ended = true;
    pipe.reset();
    if (tick != null) {
      tick.cancel();
    }
    if (core != null) {
      core.close();
    }
    peer.ended(id, pipe.remote());
  }

  private record HeapRun(ByteBuffer buffer) implements Run {
    @Override
    public void release() {}
  }
}
