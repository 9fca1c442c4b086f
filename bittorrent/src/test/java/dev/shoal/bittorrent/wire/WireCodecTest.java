package dev.shoal.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTest {
  private static ByteBuffer hex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, KeepAlive[]",
    "0000000100, Choke[]",
    "0000000101, Unchoke[]",
    "0000000102, Interested[]",
    "0000000103, NotInterested[]",
    "000000050400000007, Have[piece=7]",
    "0000000d06 00000001 00004000 00004000, 'Request[piece=1, begin=16384, length=16384]'",
    "0000000d08 00000001 00004000 00004000, 'Cancel[piece=1, begin=16384, length=16384]'",
    "00004009 07 00000002 00008000, 'Piece[piece=2, begin=32768, length=16384]'",
    "00000003091ae1, Port[port=6881]",
    "000000050d00000007, Suggest[piece=7]",
    "000000010e, HaveAll[]",
    "000000010f, HaveNone[]",
    "0000000d10 00000001 00004000 00004000, 'Reject[piece=1, begin=16384, length=16384]'",
    "000000051100000007, AllowedFast[piece=7]",
    "00000003 2a ffff, Unknown[id=42]"
  })
  void correctMessagesAreRead(String bytes, String message) {
    ByteBuffer in = hex(bytes);
    assertThat(WireCodec.decode(in).orElseThrow()).hasToString(message);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void aShortMessageIsLeftUntilTheRestIsThere() {
    Property.forAll(draw -> {
      ByteBuffer whole = encode(message(draw));
      int there = draw.between(0, whole.remaining() - 1);
      ByteBuffer some = whole.slice(0, there);
      assertThat(WireCodec.decode(some)).isEmpty();
      assertThat(some.position()).isZero();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffffffff", // 4 GiB
        "00100001 05", // a bitfield beyond the limit
        "000000020000", // a choke with a payload
        "0000000304ffff", // a short have
        "0000000504ffffffff", // a piece beyond 31 bits
        "0000000c06 0000000100004000000040", // a short request
        "00020010 07 00000000 00000000", // a block beyond the limit
        "0000000807 00000000000000", // a block without a begin
        "0000000209ff", // a short port
        "000000020e00", // everything with a payload
        "0000000c10 0000000100004000000040", // a short reject
        "000000041100000007", // a short allowed fast
        "0000000114" // an extended message without an id
      })
  void brokenMessagesAreRefused(String bytes) {
    assertThatThrownBy(() -> WireCodec.decode(hex(bytes))).isInstanceOf(WireException.class);
  }

  @Test
  void whatIsWrittenIsRead() {
    Property.forAll(draw -> {
      PeerMessage message = message(draw);
      ByteBuffer bytes = encode(message);
      assertThat(bytes.remaining()).isEqualTo(WireCodec.size(message));
      PeerMessage read = WireCodec.decode(bytes).orElseThrow();
      assertThat(read).usingRecursiveComparison().isEqualTo(message);
    });
  }

  @Test
  void noBytesCrashTheDecoder() {
    Property.forAll(draw -> {
      ByteBuffer any = ByteBuffer.wrap(draw.bytes(draw.between(0, 64)));
      try {
        while (WireCodec.decode(any).isPresent()) {
          assertThat(any.position()).isPositive();
        }
      } catch (WireException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    });
  }

  private static ByteBuffer encode(PeerMessage message) {
    ByteBuffer out = ByteBuffer.allocate(WireCodec.size(message));
    WireCodec.encode(message, out);
    return out.flip();
  }

  private static PeerMessage message(Draw draw) {
    int a = draw.between(0, Integer.MAX_VALUE - 1);
    int b = draw.between(0, Integer.MAX_VALUE - 1);
    return draw.one(
        List.of(
            new PeerMessage.KeepAlive(),
            new PeerMessage.Choke(),
            new PeerMessage.Unchoke(),
            new PeerMessage.Interested(),
            new PeerMessage.NotInterested(),
            new PeerMessage.Have(a),
            new PeerMessage.Bitfield(draw.bytes()),
            new PeerMessage.Request(a, b, a),
            new PeerMessage.Piece(a, b, draw.between(0, WireCodec.MAX_BLOCK)),
            new PeerMessage.Cancel(b, a, b),
            new PeerMessage.Port(a & 0xFFFF),
            new PeerMessage.Suggest(a),
            new PeerMessage.HaveAll(),
            new PeerMessage.HaveNone(),
            new PeerMessage.Reject(a, b, a),
            new PeerMessage.AllowedFast(b),
            new PeerMessage.Extended(a & 0xFF, draw.bytes())));
  }
}
