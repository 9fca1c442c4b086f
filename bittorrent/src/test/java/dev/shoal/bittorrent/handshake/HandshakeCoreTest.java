package dev.shoal.bittorrent.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.handshake.HandshakeCore.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeCoreTest {
  private static final Hash HASH = Hash.sha1("a torrent".getBytes(StandardCharsets.UTF_8));
  private static final Hash OTHER = Hash.sha1("another".getBytes(StandardCharsets.UTF_8));
  private static final byte[] A = id('A');
  private static final byte[] B = id('B');

  private static byte[] id(char letter) {
    byte[] id = new byte[20];
    Arrays.fill(id, (byte) letter);
    return id;
  }

  private static HandshakeCore answering(Hash serves, byte[] id) {
    return HandshakeCore.answering(
        hash -> hash.equals(serves) ? Optional.of(id) : Optional.empty(), hash -> false);
  }

  @Test
  void twoSidesAgree() {
    HandshakeCore dialler = HandshakeCore.dialling(HASH, A, true);
    HandshakeCore other = answering(HASH, B);
    Outcome there = other.on(dialler.send().orElseThrow()).orElseThrow();
    Outcome here = dialler.on(other.send().orElseThrow()).orElseThrow();
    assertThat(((Outcome.Agreed) there).theirs().peerId()).isEqualTo(A);
    assertThat(((Outcome.Agreed) here).theirs().peerId()).isEqualTo(B);
    assertThat(((Outcome.Agreed) here).theirs().extensions()).isTrue();
  }

  @Test
  void theDialledSideAnswersOnceItKnowsTheInfoHash() {
    HandshakeCore other = answering(HASH, B);
    byte[] hello = HandshakeCore.dialling(HASH, A, true).send().orElseThrow().array();
    assertThat(other.on(ByteBuffer.wrap(hello, 0, 47))).isEmpty();
    assertThat(other.send()).isEmpty();
    assertThat(other.on(ByteBuffer.wrap(hello, 0, 48))).isEmpty();
    assertThat(other.send()).isPresent();
    assertThat(other.on(ByteBuffer.wrap(hello))).containsInstanceOf(Outcome.Agreed.class);
    assertThat(other.send()).as("only once").isEmpty();
  }

  @Test
  void anotherTorrentIsRefusedWithoutAWord() {
    HandshakeCore other = answering(OTHER, B);
    Outcome outcome =
        other.on(HandshakeCore.dialling(HASH, A, true).send().orElseThrow()).orElseThrow();
    assertThat(outcome).isEqualTo(new Outcome.Refused("no such torrent here"));
    assertThat(other.send()).isEmpty();
  }

  @Test
  void theFirstWrongByteEndsIt() {
    ByteBuffer http = ByteBuffer.wrap("GET".getBytes(StandardCharsets.US_ASCII));
    assertThat(answering(HASH, B).on(http)).containsInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aNodeDoesNotSpeakWithItself() {
    HandshakeCore other = answering(HASH, A);
    assertThat(other.on(HandshakeCore.dialling(HASH, A, true).send().orElseThrow()))
        .contains(new Outcome.Refused("it is this node itself"));
  }

  @Test
  void whatComesBehindTheHandshakeIsLeft() {
    byte[] hello = HandshakeCore.dialling(HASH, A, true).send().orElseThrow().array();
    ByteBuffer in = ByteBuffer.allocate(73).put(hello).putInt(1).put((byte) 0).flip();
    assertThat(answering(HASH, B).on(in)).isPresent();
    assertThat(in.remaining()).isEqualTo(5);
  }
}
