package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.extension.ExtensionHandshake.Numbers;
import dev.shoal.bittorrent.extension.UtMetadata;
import dev.shoal.bittorrent.extension.UtPex;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.InfoWriter;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.content.Conflict;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.discovery.DialBudget;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Recipe;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that brings peers beside trackers: sources of the node, peers of peers (BEP 11), the DHT node
 * of a peer (BEP 5), memory; and that a private torrent (BEP 27) has none of it.
 */
class PeersOfPeersSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final RecordingDiscovery discovery = new RecordingDiscovery(true, true);

  private static Locator.Ip near(int port) {
    return new Locator.Ip(InetAddress.getLoopbackAddress(), port);
  }

  private record Shared(Transfer transfer, Hash infoHash) {}

  private Shared share(LoopbackHost host, boolean privately) throws Exception {
    Path file = folder.resolve("file");
    if (!Files.exists(file)) {
      new Noise(1).file(file, 100_000);
    }
    Recipe recipe =
        new Recipe(
            file, new byte[0], 0, List.of(), privately, List.of(), List.of(), true, false, false);
    Events events = new Events();
    Transfer transfer = host.torrents.publisher(recipe).orElseThrow().publish(events);
    return new Shared(transfer, events.await(TransferEvent.Linked.class).infoHash());
  }

  private Transfer get(LoopbackHost host, Magnet link, List<Locator.Ip> peers, Events events) {
    FetchPlan plan =
        new FetchPlan(folder.resolve("to"), Conflict.REFUSE, "", "", false, List.of(), peers, true);
    ContentName name = new ContentName.Link(link.format());
    return host.torrents.fetcher(name).orElseThrow().fetch(plan, events);
  }

  private static Magnet link(Hash infoHash, List<Magnet.Peer> peers) {
    return new Magnet(infoHash, Optional.empty(), OptionalLong.empty(), List.of(), peers);
  }

  private static PeerMessage tellingOf(ServerSocket listening) {
    UtPex message =
        new UtPex(List.of(new UtPex.Peer(near(listening.getLocalPort()), 0)), List.of());
    return new PeerMessage.Extended(Numbers.OWN.utPex(), message.encode());
  }

  /** From now on nobody is dialled: whoever is named stays a candidate. */
  private static void dialNobody(RecordingDiscovery discovery) {
    for (int i = 0; i < DialBudget.MAX_HALF_OPEN_A_SUBNET; i++) {
      assertThat(discovery.budget().tryDial(near(9), System.nanoTime())).isTrue();
    }
  }

  /** Once this is over, all that was sent before has been taken. */
  private static void roundTrip(WirePeer peer) throws IOException {
    byte[] question = new UtMetadata.Request(0).encode();
    peer.send(new PeerMessage.Extended(Numbers.OWN.utMetadata(), question));
    assertThat(peer.extended(Numbers.OWN.utMetadata())).isNotEmpty();
  }

  @Test
  void peersTellEachOtherOfPeersAndOfNodes() throws Exception {
    try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), discovery);
        ServerSocket listening = WirePeer.listen()) {
      Hash hash = share(host, false).infoHash;
      assertThat(discovery.asked.poll(20, TimeUnit.SECONDS)).isEqualTo(hash);
      try (WirePeer one = WirePeer.dial(host, hash, 1);
          WirePeer other = WirePeer.dial(host, hash, 2)) {
        assertThat(one.saidDht()).isTrue();
        assertThat(one.hello().numbers().utPex()).isPositive();
        assertThat(one.next()).contains(new PeerMessage.Port(NoOverlay.PORT));
        one.send(new PeerMessage.Port(4242));
        one.send(new PeerMessage.Port(4243));
        Await.holds(PATIENCE, discovery.nodes::toString, () -> !discovery.nodes.isEmpty());
        one.sayHello(1111);
        roundTrip(one);
        other.sayHello(2222);
        UtPex told = UtPex.decode(other.extended(Numbers.OWN.utPex()));
        assertThat(told.added()).extracting(UtPex.Peer::locator).containsExactly(near(1111));
        one.send(tellingOf(listening));
        WirePeer.accept(listening, hash, 3).close();
        assertThat(discovery.nodes).as("once a connection").containsExactly(near(4242));
      }
    }
  }

  @Test
  void whoDoesNotWantPeersOfPeersOffersNone() throws Exception {
    RecordingDiscovery silent = new RecordingDiscovery(false, true);
    try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), silent);
        ServerSocket listening = WirePeer.listen()) {
      Shared shared = share(host, false);
      try (WirePeer peer = WirePeer.dial(host, shared.infoHash, 1)) {
        peer.sayHello(1111);
        assertThat(peer.hello().numbers().utPex()).isZero();
        assertThat(peer.saidDht()).isTrue();
        dialNobody(silent);
        peer.send(tellingOf(listening));
        roundTrip(peer);
        assertThat(shared.transfer.progress().candidates()).isZero();
      }
    }
  }

  @Test
  void whoWasThereIsDialledTheNextTime() throws Exception {
    try (ServerSocket sharing = WirePeer.listen();
        ServerSocket fetching = WirePeer.listen()) {
      Hash hash;
      Hash other = Hash.sha1(new byte[1]);
      try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), discovery)) {
        Shared shared = share(host, false);
        hash = shared.infoHash;
        Locator.Ip named = near(fetching.getLocalPort());
        Transfer fetch = get(host, link(other, List.of()), List.of(named), new Events());
        try (WirePeer dialling = WirePeer.dial(host, hash, 1);
            WirePeer dialled = WirePeer.accept(fetching, other, 2)) {
          dialling.sayHello(sharing.getLocalPort());
          roundTrip(dialling);
          Await.holds(PATIENCE, () -> "no peer", () -> !fetch.peers().isEmpty());
          host.close();
        }
      }
      try (LoopbackHost again = new LoopbackHost(folder.resolve("s"), discovery)) {
        share(again, false);
        WirePeer.accept(sharing, hash, 3).close();
        get(again, link(other, List.of()), List.of(), new Events());
        WirePeer.accept(fetching, other, 4).close();
      }
    }
  }

  @Test
  void aPrivateShareIsSilentAndDeaf() throws Exception {
    try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), discovery);
        ServerSocket listening = WirePeer.listen()) {
      Shared shared = share(host, true);
      try (WirePeer peer = WirePeer.dial(host, shared.infoHash, 1)) {
        assertThat(peer.saidDht()).isFalse();
        peer.sayHello(listening.getLocalPort());
        assertThat(peer.hello().numbers().utPex()).isZero();
        dialNobody(discovery);
        peer.send(new PeerMessage.Port(4242));
        peer.send(tellingOf(listening));
        roundTrip(peer);
        assertThat(shared.transfer.progress().candidates()).isZero();
      }
    }
    assertThat(discovery.nodes).isEmpty();
    assertThat(discovery.asked).isEmpty();
    assertThat(folder.resolve("s/peers")).as("memory").doesNotExist();
  }

  /** Of a link that is not known until the metadata is there. */
  @Test
  void whatTurnsOutToBePrivateIsSilentFromThenOn() throws Exception {
    Layout layout =
        new Layout("x", false, List.of(new FileEntry(List.of(), 0, 16_384)), 16_384, 16_384);
    Info info = InfoWriter.write(layout, new Noise(9).bytes(20), true, "");
    try (LoopbackHost host = new LoopbackHost(folder.resolve("s"), discovery);
        ServerSocket byPerson = WirePeer.listen();
        ServerSocket byLink = WirePeer.listen()) {
      Magnet.Peer inLink = new Magnet.Peer("127.0.0.1", byLink.getLocalPort());
      Events events = new Events();
      Transfer transfer =
          get(
              host,
              link(info.infoHash(), List.of(inLink)),
              List.of(near(byPerson.getLocalPort())),
              events);
      try (WirePeer named = WirePeer.accept(byPerson, info.infoHash(), 1);
          WirePeer linked = WirePeer.accept(byLink, info.infoHash(), 2)) {
        assertThat(discovery.asked.poll(20, TimeUnit.SECONDS)).isEqualTo(info.infoHash());
        assertThat(named.hello().numbers().utPex()).as("as yet").isPositive();
        giveMetadata(named, Swarm.bytes(info.raw()));
        events.await(TransferEvent.Described.class);
        assertThat(discovery.ended.poll(20, TimeUnit.SECONDS)).isEqualTo(info.infoHash());
        while (linked.next().isPresent()) {} // until it is ended
        assertThat(named.hello().numbers().utPex()).as("taken back").isZero();
        dialNobody(discovery);
        named.send(tellingOf(byLink));
        roundTrip(named);
        assertThat(transfer.progress().candidates()).isZero();
        host.close();
      }
    }
    try (LoopbackHost again = new LoopbackHost(folder.resolve("s"), discovery)) {
      Events events = new Events();
      Transfer transfer = get(again, link(info.infoHash(), List.of()), List.of(), events);
      events.await(TransferEvent.Checked.class);
      assertThat(transfer.progress().candidates()).as("memory").isZero();
    }
    assertThat(discovery.asked).as("private from the beginning").isEmpty();
  }

  private static void giveMetadata(WirePeer peer, byte[] metadata) throws IOException {
    peer.send(new PeerMessage.HaveNone());
    byte[] hello = ExtensionHandshake.own("test", 100, 1).withMetadata(metadata.length).encode();
    peer.send(new PeerMessage.Extended(0, hello));
    peer.extended(Numbers.OWN.utMetadata());
    byte[] block = new UtMetadata.Data(0, metadata.length, metadata).encode();
    peer.send(new PeerMessage.Extended(Numbers.OWN.utMetadata(), block));
  }
}
