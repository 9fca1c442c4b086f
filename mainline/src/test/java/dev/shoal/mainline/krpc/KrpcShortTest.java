package dev.shoal.mainline.krpc;

import static dev.shoal.mainline.krpc.Messages.read;
import static dev.shoal.mainline.krpc.Messages.tree;
import static dev.shoal.mainline.krpc.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shoal.base.Contact;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of which something is cut off: refused, or read without what is broken. */
class KrpcShortTest {
  static Stream<Krpc> all() {
    return Messages.all().stream();
  }

  /** Bencode shows where it ends: nothing shorter is whole. */
  @ParameterizedTest
  @MethodSource("all")
  void datagram(Krpc message) {
    byte[] whole = written(message);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(KrpcException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> read(cut));
    }
  }

  /** Each string cut to each length, in a message that is sound bencode otherwise. */
  @ParameterizedTest
  @MethodSource("all")
  void strings(Krpc message) {
    byte[] whole = written(message);
    for (String part : List.of("a", "r")) {
      BDict fields = tree(whole).dict(part).orElseGet(() -> Bencoded.dict().build());
      for (Bencoded.BString key : fields.keys()) {
        if (fields.get(key).orElseThrow() instanceof Bencoded.BString value) {
          for (int length = 0; length < value.length(); length++) {
            byte[] cut = Arrays.copyOf(value.bytes(), length);
            isHarmless(Messages.with(whole, part, key.asText(), Optional.of(Bencoded.of(cut))));
          }
        }
      }
    }
  }

  private static void isHarmless(byte[] message) {
    try {
      Krpc read = read(message);
      assertThat(written(read(written(read)))).isEqualTo(written(read));
    } catch (KrpcException refused) {
      assertThat(refused).hasMessageStartingWith("no proper ");
    }
  }

  @Test
  void listsOfNodesAndSamplesGiveTheWholeOnes() {
    List<Contact> two = List.of(Messages.NODES.get(0), Messages.NODES.get(0));
    Answer answer =
        Answer.of(Messages.ABC)
            .with(two, new byte[0])
            .with(new Answer.Sample(List.of(Messages.ABC, Messages.MNO), 2, 0));
    byte[] whole = written(new Krpc.Reply(Messages.AA, answer, Optional.empty()));
    BDict fields = tree(whole).dict("r").orElseThrow();
    for (int cut = 1; cut <= Krpc.ID_LENGTH; cut++) {
      byte[] nodes = fields.string("nodes").orElseThrow().bytes();
      byte[] samples = fields.string("samples").orElseThrow().bytes();
      BDict shorter = Messages.with(fields, "nodes", Optional.of(shorter(nodes, cut)));
      shorter = Messages.with(shorter, "samples", Optional.of(shorter(samples, cut)));
      byte[] message = Bencode.encode(Messages.with(tree(whole), "r", Optional.of(shorter)));
      Answer read = ((Krpc.Reply) read(message)).answer();
      assertThat(read.nodes()).containsExactly(Messages.NODES.get(0));
      assertThat(read.sample().orElseThrow().infoHashes()).containsExactly(Messages.ABC);
    }
  }

  private static Bencoded shorter(byte[] bytes, int by) {
    return Bencoded.of(Arrays.copyOf(bytes, bytes.length - by));
  }

  /** A hop has no other meaning without its end: a path of guesses helps nobody. */
  @Test
  void hopsAreWholeOrThePathIsRefused() {
    byte[] message =
        Messages.latin(
            "d1:ad2:id20:abcdefghij01234567896:number8:123456784:pathl27:"
                + "x".repeat(27)
                + "ee1:q8:recursed1:t2:aa1:y1:qe");
    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> read(message))
        .withMessage("no proper path");
  }
}
