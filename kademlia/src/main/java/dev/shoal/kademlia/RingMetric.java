package dev.shoal.kademlia;

import dev.shoal.base.NodeId;
import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** How far to go on, clockwise: where it ends depends on where it begins. */
final class RingMetric implements Metric {
  @Override
  public int compare(NodeId target, NodeId one, NodeId other) {
    return distance(one, target).compareTo(distance(other, target));
  }

  @Override
  public int magnitude(NodeId from, NodeId to) {
    return distance(from, to).bitLength();
  }

  @Override
  public boolean isNested() {
    return false; // who is just ahead of a node is the farthest from coming round to it
  }

  @Override
  public double part(NodeId from, NodeId to) {
    return Math.scalb(distance(from, to).doubleValue(), -from.length() * Byte.SIZE);
  }

  @Override
  public NodeId at(NodeId from, int magnitude, RandomGenerator random) {
    int bytes = from.length();
    BigInteger distance = new BigInteger(1, Metric.number(bytes, magnitude, random));
    byte[] sum = number(from).add(distance).toByteArray(); // perhaps with a byte too many in front
    byte[] id = new byte[bytes];
    int there = Math.min(bytes, sum.length);
    System.arraycopy(sum, sum.length - there, id, bytes - there, there);
    return NodeId.of(id);
  }

  private static BigInteger distance(NodeId from, NodeId to) {
    BigInteger all = BigInteger.ONE.shiftLeft(from.length() * Byte.SIZE);
    return number(to).subtract(number(from)).mod(all);
  }

  private static BigInteger number(NodeId id) {
    return new BigInteger(1, id.bytes());
  }
}
