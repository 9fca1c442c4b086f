package dev.shoal.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.NodeId;
import dev.shoal.testkit.Property;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
  /** Each metric with what its distance is, in numbers. */
  enum Kind {
    XOR {
      @Override
      Metric metric() {
        return Metric.XOR;
      }

      @Override
      BigInteger distance(BigInteger from, BigInteger to, BigInteger all) {
        return from.xor(to);
      }
    },
    RING {
      @Override
      Metric metric() {
        return Metric.RING;
      }

      @Override
      BigInteger distance(BigInteger from, BigInteger to, BigInteger all) {
        return to.subtract(from).mod(all);
      }
    };

    abstract Metric metric();

    abstract BigInteger distance(BigInteger from, BigInteger to, BigInteger all);
  }

  @ParameterizedTest
  @EnumSource
  void oneByteEachWithEach(Kind kind) {
    for (int from = 0; from < 256; from++) {
      for (int to = 0; to < 256; to++) {
        check(kind, Ids.of(from), Ids.of(to), Ids.of(from ^ 0x5A));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void idsOfAnyLength(Kind kind) {
    Property.forAll(draw -> {
      int length = draw.between(1, 64);
      NodeId from = NodeId.of(draw.bytes(length));
      NodeId to = draw.oneIn(10) ? from : NodeId.of(draw.bytes(length));
      check(kind, from, to, NodeId.of(draw.bytes(length)));
      int magnitude = draw.between(1, length * Byte.SIZE);
      NodeId at = kind.metric().at(from, magnitude, draw.random());
      assertThat(kind.metric().magnitude(from, at)).isEqualTo(magnitude);
    });
  }

  private static void check(Kind kind, NodeId from, NodeId to, NodeId other) {
    BigInteger all = BigInteger.ONE.shiftLeft(from.length() * Byte.SIZE);
    BigInteger distance = kind.distance(number(from), number(to), all);
    BigInteger ofOther = kind.distance(number(other), number(to), all);
    assertThat(kind.metric().magnitude(from, to)).isEqualTo(distance.bitLength());
    assertThat(Integer.signum(kind.metric().compare(to, from, other)))
        .isEqualTo(distance.compareTo(ofOther));
    assertThat(kind.metric().part(from, to))
        .isCloseTo(distance.doubleValue() / all.doubleValue(), within(1e-12));
  }

  private static org.assertj.core.data.Offset<Double> within(double most) {
    return org.assertj.core.data.Offset.offset(most);
  }

  private static BigInteger number(NodeId id) {
    return new BigInteger(1, id.bytes());
  }
}
