package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.extension.UtMetadata;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The extension protocol of one connection (BEP 10) with its one extension so far (BEP 9). */
final class MetadataExchange {
  /** How often one peer is given all of the metadata; more is abuse. */
  private static final int MAX_COPIES = 3;

  private final int source;
  private final Consumer<SwarmEvent> tell;
  private final Consumer<PeerMessage> send;
  private final Optional<ExtensionHandshake> ours;
  private @Nullable ExtensionHandshake theirs;
  private byte[] info = {};
  private long given;

  MetadataExchange(
      int source,
      Optional<ExtensionHandshake> ours,
      Consumer<SwarmEvent> tell,
      Consumer<PeerMessage> send) {
    this.source = source;
    this.ours = ours;
    this.tell = tell;
    this.send = send;
  }

  /** Speaks now, unless the content is known: then the bitfield comes first (BEP 3). */
  void begin() {
    ours.filter(handshake -> handshake.metadataSize() == 0).ifPresent(this::sendHandshake);
  }

  private void sendHandshake(ExtensionHandshake handshake) {
    send.accept(new PeerMessage.Extended(0, handshake.encode()));
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
    ours.ifPresent(handshake ->
        sendHandshake(
            new ExtensionHandshake(
                handshake.utMetadata(),
                info.length,
                handshake.client(),
                handshake.requestQueue(),
                handshake.port())));
  }

  void ask(int block) {
    send(new UtMetadata.Request(block));
  }

  private void send(UtMetadata message) {
    if (theirs != null && theirs.utMetadata() != 0) {
      send.accept(new PeerMessage.Extended(theirs.utMetadata(), message.encode()));
    }
  }

  void on(int id, byte[] payload) {
    if (id == 0) {
      theirs = ExtensionHandshake.decode(payload);
      if (theirs.utMetadata() != 0 && theirs.metadataSize() > 0) {
        tell.accept(new SwarmEvent.MetadataOffered(source, theirs.metadataSize()));
      }
    } else if (id == ExtensionHandshake.OWN_UT_METADATA) {
      UtMetadata.decode(payload).ifPresent(this::on);
    }
  }

  private void on(UtMetadata message) {
    switch (message) {
      case UtMetadata.Request(int block) -> give(block);
      case UtMetadata.Data(int block, int _, byte[] bytes) ->
          tell.accept(new SwarmEvent.MetadataBlock(source, block, bytes));
      case UtMetadata.Reject(int block) ->
          tell.accept(new SwarmEvent.MetadataRejected(source, block));
    }
  }

  private void give(int block) {
    Optional<UtMetadata.Data> data =
        given < (long) MAX_COPIES * info.length ? UtMetadata.block(info, block) : Optional.empty();
    given += data.map(d -> d.bytes().length).orElse(0);
    send(data.<UtMetadata>map(d -> d).orElse(new UtMetadata.Reject(block)));
  }
}
