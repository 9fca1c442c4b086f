package dev.shoal.bittorrent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.extension.AllowedFast;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.extension.UtMetadata;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.PeerMessage.Reject;
import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkCoreTest {
  private static final int PIECE = 1 << 20;
  private static final int BLOCK = 1 << 14;
  private static final int PIECES = 64;
  private static final Layout LAYOUT =
      new Layout(
          "x",
          false,
          List.of(new FileEntry(List.of(), 0, (long) PIECES * PIECE)),
          (long) PIECES * PIECE,
          PIECE);

  private final List<SwarmEvent> events = new ArrayList<>();
  private final BitSet have = new BitSet();

  private static InetAddress peer() {
    try {
      return InetAddress.getByName("80.4.4.200");
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private LinkCore seeder(boolean fast) {
    have.set(0, PIECES);
    return core(fast);
  }

  private LinkCore core(boolean fast) {
    Optional<ExtensionHandshake> hello = Optional.of(ExtensionHandshake.own("test", 250, 1));
    LinkCore core =
        new LinkCore(
            1,
            new Terms(hello, fast, true, Hash.sha1(new byte[1]), peer(), Gossip.NONE, 4 << 20),
            0,
            events::add);
    core.begin();
    core.command(new LinkCommand.Described(LAYOUT, new byte[100], have::get, true), 0);
    return core;
  }

  private BitSet allowed() {
    return AllowedFast.of(peer(), Hash.sha1(new byte[1]), PIECES);
  }

  private static Request request(int piece, int block) {
    return new Request(piece, block * BLOCK, BLOCK);
  }

  private static Reject reject(Request request) {
    return new Reject(request.piece(), request.begin(), request.length());
  }

  @Test
  void whatItHasIsSaidInTheShortestWay() {
    assertThat(seeder(true).outgoing(0).getFirst()).isEqualTo(new PeerMessage.HaveAll());
    assertThat(seeder(false).outgoing(0).getFirst()).isInstanceOf(PeerMessage.Bitfield.class);
    have.clear();
    assertThat(core(true).outgoing(0).getFirst()).isEqualTo(new PeerMessage.HaveNone());
    assertThat(core(false).outgoing(0).getFirst()).isInstanceOf(PeerMessage.Extended.class);
  }

  @Test
  void whatIsSaidTwiceOfWhatItHasEndsTheConnection() {
    LinkCore core = core(true);
    core.on(new PeerMessage.HaveAll(), 0);
    assertThatThrownBy(() -> core.on(new PeerMessage.HaveNone(), 0))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aLaterBitfieldCountsAsManyHaves() {
    LinkCore core = core(true);
    core.on(new PeerMessage.HaveNone(), 0);
    BitSet has = new BitSet();
    has.set(3, 9);
    core.on(new PeerMessage.Bitfield(Bitfields.encode(has, PIECES)), 0);
    core.received(0);
    assertThat(events).contains(new SwarmEvent.Has(1, has));
  }

  @Test
  void aChokeRejectsWhatWasAskedBefore() {
    LinkCore core = seeder(true);
    core.command(new LinkCommand.Choke(false), 0);
    int piece = allowed().nextClearBit(0);
    core.on(request(piece, 0), 0);
    core.on(request(piece, 1), 0);
    core.outgoing(0);
    core.command(new LinkCommand.Choke(true), 0);
    core.on(request(piece, 2), 0);
    assertThat(core.outgoing(0))
        .containsExactly(
            new PeerMessage.Choke(),
            reject(request(piece, 0)),
            reject(request(piece, 1)),
            reject(request(piece, 2)));
    assertThat(core.uploads(PIECE, 0)).isEmpty();
  }

  @Test
  void anAllowedPieceIsGivenToAChokedPeerButNotWithoutEnd() {
    LinkCore core = seeder(true);
    long given = 0;
    for (int piece : allowed().stream().toArray()) {
      for (int block = 0; block < PIECE / BLOCK; block++) {
        core.on(request(piece, block), 0);
        given += core.uploads(PIECE, 0).stream().mapToLong(Request::length).sum();
      }
    }
    assertThat(given).isEqualTo(4 << 20);
  }

  @Test
  void whoAsksForTheSameAgainAndAgainIsEnded() {
    LinkCore core = seeder(true);
    core.command(new LinkCommand.Choke(false), 0);
    long[] given = {0};
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                core.on(request(3, 0), 0);
                given[0] += core.uploads(PIECE, 0).stream().mapToLong(Request::length).sum();
              }
            })
        .isInstanceOf(WireException.class)
        .hasMessageContaining("again and again");
    assertThat(given[0]).isLessThan(8 << 20);
  }

  @Test
  void allOfTheContentTwiceIsNoAbuseOfAPieceThatWasSpoiled() {
    LinkCore core = seeder(true);
    core.command(new LinkCommand.Choke(false), 0);
    for (int piece : new int[] {0, 1, 2, 1}) {
      for (int block = 0; block < PIECE / BLOCK; block++) {
        core.on(request(piece, block), 0);
        assertThat(core.uploads(PIECE, 0)).hasSize(1);
      }
    }
  }

  @Test
  void aPieceThatIsGoneIsTakenBack() {
    LinkCore core = seeder(true);
    byte[] theirs = ExtensionHandshake.own("other", 250, 1).encode();
    core.on(new PeerMessage.Extended(0, theirs), 0);
    core.command(new LinkCommand.Choke(false), 0);
    core.on(request(5, 0), 0);
    core.outgoing(0);
    have.clear(5);
    core.command(new LinkCommand.Lost(5), 0);
    core.on(request(5, 1), 0);
    assertThat(core.outgoing(0))
        .contains(reject(request(5, 0)), reject(request(5, 1)))
        .anyMatch(message -> message instanceof PeerMessage.Extended);
  }

  @Test
  void aRejectedRequestGoesBackToTheSwarm() {
    LinkCore core = core(true);
    core.on(new PeerMessage.HaveAll(), 0);
    core.on(new PeerMessage.Unchoke(), 0);
    core.received(0);
    core.command(new LinkCommand.Grant(new Lease(7, 0, 2 * BLOCK)), 0);
    events.clear();
    core.on(reject(request(0, 1)), 0);
    core.on(reject(request(0, 1)), 0); // a second time it means nothing
    assertThat(events)
        .filteredOn(SwarmEvent.Returned.class::isInstance)
        .singleElement()
        .satisfies(event -> {
          var returned = (SwarmEvent.Returned) event;
          assertThat(returned.span().offset()).isEqualTo(BLOCK);
          assertThat(returned.span().length()).isEqualTo(BLOCK);
        });
  }

  @Test
  void whileItChokesOnlyWhatItAllowsIsAsked() {
    LinkCore core = core(true);
    core.on(new PeerMessage.HaveAll(), 0);
    core.on(new PeerMessage.AllowedFast(9), 0);
    core.received(0);
    assertThat(events).contains(new SwarmEvent.Allowed(1, 9));
    core.outgoing(0);
    core.command(new LinkCommand.Grant(new Lease(1, 9L * PIECE, BLOCK)), 0);
    core.command(new LinkCommand.Grant(new Lease(2, 10L * PIECE, BLOCK)), 0);
    assertThat(core.outgoing(0)).containsExactly(request(9, 0));
    assertThat(events).anyMatch(e -> e instanceof SwarmEvent.Returned r && r.lease() == 2);
  }

  @Test
  void messagesWithoutEndAndUseEndTheConnection() {
    byte[] metadata = new UtMetadata.Reject(0).encode();
    List.<PeerMessage>of(
            new PeerMessage.Have(1),
            request(1, 0),
            new PeerMessage.Extended(ExtensionHandshake.Numbers.OWN.utMetadata(), metadata),
            new PeerMessage.Extended(99, new byte[100]))
        .forEach(message -> {
          LinkCore core = core(true);
          core.on(new PeerMessage.HaveNone(), 0);
          assertThatThrownBy(
                  () -> {
                    for (int i = 0; i < 20_000; i++) {
                      core.on(message, i * 1000L);
                    }
                  })
              .as(message.toString())
              .isInstanceOf(WireException.class)
              .hasMessageContaining("of no use");
        });
  }

  @Test
  void metadataThatNobodyAskedForEndsTheConnection() {
    LinkCore core = core(true);
    byte[] data = new UtMetadata.Data(0, 100, new byte[100]).encode();
    int id = ExtensionHandshake.Numbers.OWN.utMetadata();
    assertThatThrownBy(() -> core.on(new PeerMessage.Extended(id, data), 0))
        .isInstanceOf(WireException.class);
  }
}
