package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.extension.ExtensionHandshake.Numbers;
import dev.shoal.bittorrent.extension.UtMetadata;
import dev.shoal.bittorrent.extension.UtPex;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The extension protocol of one connection (BEP 10) with its extensions (BEP 9, 11, 21, 54). */
final class ExtensionExchange {
  /** How often one peer is given all of the metadata; more is abuse. */
  private static final int MAX_COPIES = 3;

  private final int source;
  private final Consumer<SwarmEvent> tell;
  private final Consumer<PeerMessage> send;
  private final Nuisance nuisance;
  private final Gossip gossip;
  private boolean portSaid;
  private boolean portHeard;
  private Optional<ExtensionHandshake> ours;
  private @Nullable ExtensionHandshake theirs;
  private byte[] info = {};
  private long given;
  private int asked; // blocks of metadata that are still to come

  ExtensionExchange(
      int source,
      Terms terms,
      Consumer<SwarmEvent> tell,
      Consumer<PeerMessage> send,
      Nuisance nuisance) {
    this.source = source;
    this.ours = terms.extended();
    this.gossip = terms.gossip();
    this.tell = tell;
    this.send = send;
    this.nuisance = nuisance;
  }

  /** Says what this side speaks, as far as it is known. */
  void sayHandshake() {
    ours.map(all -> gossip.exchangesPeers() ? all : all.exchangingNoPeers())
        .ifPresent(said -> send.accept(new PeerMessage.Extended(0, said.encode())));
    if (!portSaid) {
      portSaid = true;
      gossip.dhtPort().ifPresent(port -> send.accept(new PeerMessage.Port(port)));
    }
  }

  /** Carries out what the swarm decided. */
  void command(LinkCommand.Extension command) {
    switch (command) {
      case LinkCommand.WantNothing() -> wantsNothing();
      case LinkCommand.AskMetadata(int block) -> ask(block);
      case LinkCommand.Exchange(UtPex message) -> {
        int number = theirs == null ? 0 : theirs.numbers().utPex();
        if (number != 0 && gossip.exchangesPeers()) {
          send.accept(new PeerMessage.Extended(number, message.encode()));
        }
      }
    }
  }

  /** The peer has a node of the DHT (BEP 5); it need not say so again. */
  void port(int port, long nanos) {
    if (portHeard) {
      nuisance.add(0, nanos);
    } else {
      portHeard = true;
      gossip.dhtNode(port);
    }
  }

  Optional<ExtensionHandshake> theirs() {
    return Optional.ofNullable(theirs);
  }

  /** How many requests the peer queues, if it said so. */
  OptionalInt requestQueue() {
    return theirs == null || theirs.requestQueue() == 0
        ? OptionalInt.empty()
        : OptionalInt.of(theirs.requestQueue());
  }

  void described(byte[] metadata) {
    info = metadata;
    ours = ours.map(handshake -> handshake.withMetadata(info.length));
    sayHandshake();
  }

  /** This side wants nothing any more, though it may not have everything. */
  private void wantsNothing() {
    ours = ours.map(ExtensionHandshake::wantingNothing);
    sayHandshake();
  }

  /** Tells that a piece is gone; false if the peer does not understand that. */
  boolean lost(int piece) {
    int number = theirs == null ? 0 : theirs.numbers().dontHave();
    if (number != 0) {
      byte[] payload = ByteBuffer.allocate(4).putInt(piece).array();
      send.accept(new PeerMessage.Extended(number, payload));
    }
    return number != 0;
  }

  private void ask(int block) {
    asked++;
    send(new UtMetadata.Request(block));
  }

  private void send(UtMetadata message) {
    int number = theirs == null ? 0 : theirs.numbers().utMetadata();
    if (number != 0) {
      send.accept(new PeerMessage.Extended(number, message.encode()));
    }
  }

  void on(int id, byte[] payload, long nanos) {
    int before = asked;
    if (id == 0) {
      hello(ExtensionHandshake.decode(payload));
    } else if (id == Numbers.OWN.utMetadata()) {
      UtMetadata.decode(payload).ifPresent(this::on);
    } else if (id == Numbers.OWN.utPex() && gossip.exchangesPeers()) {
      gossip.named(UtPex.decode(payload));
    } else if (id == Numbers.OWN.dontHave()) {
      int piece = payload.length == 4 ? ByteBuffer.wrap(payload).getInt() : -1;
      if (piece < 0) {
        throw new WireException("lt_donthave without a piece");
      }
      tell.accept(new SwarmEvent.HasNot(source, piece));
    }
    if (asked == before) {
      nuisance.add(payload.length, nanos);
    }
  }

  private void hello(ExtensionHandshake handshake) {
    theirs = handshake;
    if (handshake.numbers().utMetadata() != 0 && handshake.metadataSize() > 0) {
      tell.accept(new SwarmEvent.MetadataOffered(source, handshake.metadataSize()));
    }
    if (handshake.uploadOnly()) {
      tell.accept(new SwarmEvent.UploadOnly(source));
    }
  }

  private void on(UtMetadata message) {
    switch (message) {
      case UtMetadata.Request(int block) -> give(block);
      case UtMetadata.Data(int block, int _, byte[] bytes) -> {
        if (asked == 0) {
          throw new WireException("metadata that nobody asked for");
        }
        asked--;
        tell.accept(new SwarmEvent.MetadataBlock(source, block, bytes));
      }
      case UtMetadata.Reject(int block) -> {
        asked = Math.max(0, asked - 1);
        tell.accept(new SwarmEvent.MetadataRejected(source, block));
      }
    }
  }

  private void give(int block) {
    Optional<UtMetadata.Data> data =
        given < (long) MAX_COPIES * info.length ? UtMetadata.block(info, block) : Optional.empty();
    given += data.map(d -> d.bytes().length).orElse(0);
    send(data.<UtMetadata>map(d -> d).orElse(new UtMetadata.Reject(block)));
  }
}
