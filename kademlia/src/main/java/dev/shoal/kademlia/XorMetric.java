package dev.shoal.kademlia;

import dev.shoal.base.NodeId;
import java.util.random.RandomGenerator;

/** The bits that differ, as a number. It is the same in both directions. */
final class XorMetric implements Metric {
  private static final int PRECISE_BYTES = 8; // of a double's 53 bits, wherever they begin

  @Override
  public int compare(NodeId target, NodeId one, NodeId other) {
    if (one.first() != other.first()) {
      return Long.compareUnsigned(one.first() ^ target.first(), other.first() ^ target.first());
    }
    for (int i = Long.BYTES; i < target.length(); i++) {
      int byTarget = target.at(i);
      int difference = (one.at(i) ^ byTarget) - (other.at(i) ^ byTarget);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  @Override
  public int magnitude(NodeId from, NodeId to) {
    if (from.first() != to.first()) {
      return from.length() * Byte.SIZE - Long.numberOfLeadingZeros(from.first() ^ to.first());
    }
    for (int i = Long.BYTES; i < from.length(); i++) {
      int different = from.at(i) ^ to.at(i);
      if (different != 0) {
        int below = (from.length() - 1 - i) * Byte.SIZE;
        return below + Integer.SIZE - Integer.numberOfLeadingZeros(different);
      }
    }
    return 0;
  }

  @Override
  public boolean isNested() {
    return true;
  }

  @Override
  public double part(NodeId from, NodeId to) {
    double part = 0;
    int first = from.length() - (magnitude(from, to) + Byte.SIZE - 1) / Byte.SIZE;
    for (int i = first; i < Math.min(from.length(), first + PRECISE_BYTES); i++) {
      part += Math.scalb((double) (from.at(i) ^ to.at(i)), -Byte.SIZE * (i + 1));
    }
    return part;
  }

  @Override
  public NodeId at(NodeId from, int magnitude, RandomGenerator random) {
    byte[] id = Metric.number(from.length(), magnitude, random);
    for (int i = 0; i < id.length; i++) {
      id[i] ^= (byte) from.at(i);
    }
    return NodeId.of(id);
  }
}
