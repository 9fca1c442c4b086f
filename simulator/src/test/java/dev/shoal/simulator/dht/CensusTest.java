package dev.shoal.simulator.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Metric;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against looking at everybody. */
class CensusTest {
  static List<Metric> metrics() {
    return List.of(Metric.XOR, Metric.RING);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void itKnowsTheClosest(Metric metric) {
    Property.forAll(draw -> {
      List<NodeId> ids = ids(draw);
      Census census = new Census(metric, ids::get);
      List<NodeId> present = new ArrayList<>();
      for (int node = 0; node < ids.size(); node++) {
        census.add(node);
        if (node > 0 && draw.between(0, 3) == 0) {
          census.remove(node);
        } else {
          present.add(ids.get(node));
        }
      }
      assertThat(census.size()).isEqualTo(present.size());
      NodeId target = id(draw);
      int count = draw.between(1, 10);
      List<NodeId> truth =
          present.stream()
              .filter(id -> !id.equals(ids.getFirst()))
              .sorted((a, b) -> metric.compare(target, a, b))
              .limit(count)
              .toList();
      assertThat(census.closest(target, count, 0)).isEqualTo(truth);
    });
  }

  /**
   * A sampled table has all of a part of the id space that has few, and k of each that has many.
   */
  @ParameterizedTest
  @MethodSource("metrics")
  void aSampleIsATable(Metric metric) {
    Random random = new Random(7);
    List<NodeId> ids = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      byte[] id = new byte[20];
      random.nextBytes(id);
      ids.add(NodeId.of(id));
    }
    Census census = new Census(metric, ids::get);
    IntStream.range(1, ids.size()).forEach(census::add);
    NodeId centre = ids.getFirst();
    List<NodeId> known =
        IntStream.of(census.sample(centre, 8, random)).mapToObj(ids::get).distinct().toList();
    for (int magnitude = 160; magnitude > 160 - 20; magnitude--) {
      int bucket = magnitude;
      long there =
          ids.stream().skip(1).filter(id -> metric.magnitude(centre, id) == bucket).count();
      long has = known.stream().filter(id -> metric.magnitude(centre, id) == bucket).count();
      assertThat(has)
          .as("bucket %s of %s", bucket, there)
          .isGreaterThanOrEqualTo(Math.min(8, there));
    }
    assertThat(known).containsAll(census.closest(centre, 8, -1));
  }

  private static List<NodeId> ids(Draw draw) {
    List<NodeId> ids = new ArrayList<>();
    for (int i = draw.between(1, 60); i > 0; i--) {
      NodeId id = id(draw);
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Half of them begin alike. */
  private static NodeId id(Draw draw) {
    byte[] id = new byte[20];
    for (int i = draw.between(0, 1) * 5; i < id.length; i++) {
      id[i] = (byte) draw.between(0, 255);
    }
    return NodeId.of(id);
  }
}
