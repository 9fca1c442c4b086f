package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.interop.EvilPeer.Heard;
import dev.shoal.interop.EvilPeer.Victim;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that takes from a share what no honest one would gets little by one connection. */
@Tag("all")
class GreedyPeerTest {
  private static final int PIECE = 256 << 10;
  private static final int BLOCK = 1 << 14;
  private static final long SIZE = 24 * Bytes.MIB;
  private static final long GIVEN_MOST = 8 * Bytes.MIB;

  /** How long it tries. */
  private static final Duration TIME = Duration.ofSeconds(5);

  /** What it asks for, again and again. */
  enum Greed {
    /** What it is allowed although it is choked (BEP 6); it says nothing of interest. */
    ALLOWED_FAST,
    THE_SAME_BLOCK
  }

  @ParameterizedTest
  @EnumSource
  void getsLittle(Greed greed, @TempDir Path root) throws IOException {
    try (Workplace work = new Workplace(root)) {
      Path original = new Noise(5).file(work.folder("original").resolve("film"), SIZE);
      InetSocketAddress at = work.address();
      Shoal sharer =
          Shoal.node(work, at, work.home(), "share", original + "", "--piece-size", "" + PIECE);
      byte[] infoHash = HexFormat.of().parseHex(sharer.await("link").text("infoHash"));
      Victim victim = new Victim(at, infoHash, (int) (SIZE / PIECE), PIECE);
      long given = visit(greed, victim, work.address(), System.nanoTime() + TIME.toNanos());
      assertThat(given).isLessThanOrEqualTo(GIVEN_MOST);
    }
  }

  /** Bytes it was given until it was thrown out, or its time was over. */
  private static long visit(Greed greed, Victim victim, InetSocketAddress from, long end) {
    long given = 0;
    try (Socket socket =
            new Socket(victim.at().getAddress(), victim.at().getPort(), from.getAddress(), 0);
        EvilPeer peer = new EvilPeer(socket, victim)) {
      peer.handshake(peer.noise(20));
      if (greed == Greed.THE_SAME_BLOCK) {
        peer.say(EvilPeer.INTERESTED);
      }
      while (System.nanoTime() - end < 0) {
        Heard heard = peer.hear();
        given += heard.id() == EvilPeer.PIECE ? heard.payload().limit() - 8 : 0;
        switch (greed) {
          case ALLOWED_FAST -> {
            if (heard.id() == EvilPeer.ALLOWED_FAST) {
              ask(peer, heard.payload().getInt(0));
            } else if (heard.id() == EvilPeer.PIECE) {
              peer.say(
                  EvilPeer.REQUEST, heard.payload().getInt(0), heard.payload().getInt(4), BLOCK);
            }
          }
          case THE_SAME_BLOCK -> {
            if (heard.id() == EvilPeer.UNCHOKE || heard.id() == EvilPeer.PIECE) {
              peer.say(EvilPeer.REQUEST, 3, 0, BLOCK);
            }
          }
        }
      }
    } catch (IOException thrownOut) {
      // as it should be
    }
    return given;
  }

  private static void ask(EvilPeer peer, int piece) throws IOException {
    for (int begin = 0; begin < PIECE; begin += BLOCK) {
      peer.say(EvilPeer.REQUEST, piece, begin, BLOCK);
    }
  }
}
