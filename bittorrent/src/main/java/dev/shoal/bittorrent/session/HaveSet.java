package dev.shoal.bittorrent.session;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The pieces this side has, as all links see them: any thread changes it and asks. */
final class HaveSet {
  private final AtomicIntegerArray words;

  HaveSet(int pieces, BitSet have) {
    words = new AtomicIntegerArray((pieces + 31) / 32);
    have.stream().forEach(this::add);
  }

  void add(int piece) {
    words.getAndUpdate(piece >> 5, word -> word | 1 << (piece & 31));
  }

  /** Takes it out; false if it was not there. */
  boolean remove(int piece) {
    int before = words.getAndUpdate(piece >> 5, word -> word & ~(1 << (piece & 31)));
    return (before & 1 << (piece & 31)) != 0;
  }

  boolean has(int piece) {
    return (words.get(piece >> 5) & 1 << (piece & 31)) != 0;
  }
}
