package dev.shoal.kademlia;

import dev.shoal.base.NodeId;
import java.util.random.RandomGenerator;

/**
 * How far it is from one id to another: an unsigned number with as many bits as the ids have, which
 * is 0 only from an id to itself. All ids that meet have the same length. Stateless.
 */
public sealed interface Metric permits XorMetric, RingMetric {
  /** The distance is the bits that differ (Maymounkov and Mazières 2002, section 2.1). */
  Metric XOR = new XorMetric();

  /** The distance is the way on a circle, clockwise (Stoica and others 2001, section 4.2). */
  Metric RING = new RingMetric();

  /** Which of two nodes is closer to a target: negative if it is the first one. */
  int compare(NodeId target, NodeId one, NodeId other);

  /**
   * How many bits the distance from one id to another needs: 0 from an id to itself, else 1 to the
   * number of bits. All that are as far by this share a bucket.
   */
  int magnitude(NodeId from, NodeId to);

  /** Whether all of a lesser magnitude from a node are closer to it than those of a greater. */
  boolean isNested();

  /** The distance as a part of the greatest one, 0 to 1. */
  double part(NodeId from, NodeId to);

  /**
   * Some id at a distance of this magnitude.
   *
   * @param magnitude 1 to the number of bits
   */
  NodeId at(NodeId from, int magnitude, RandomGenerator random);

  /** A number of so many bytes that needs exactly so many bits, the others by chance. */
  static byte[] number(int bytes, int magnitude, RandomGenerator random) {
    byte[] number = new byte[bytes];
    random.nextBytes(number);
    int first = bytes - 1 - (magnitude - 1) / Byte.SIZE; // the byte with the greatest bit
    for (int i = 0; i < first; i++) {
      number[i] = 0;
    }
    int bit = 1 << (magnitude - 1) % Byte.SIZE;
    number[first] = (byte) (bit | (number[first] & (bit - 1)));
    return number;
  }
}
