package dev.shoal.bittorrent.session;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The pieces this side has, as all links see them: one thread adds, any thread asks. */
final class HaveSet {
  private final AtomicIntegerArray words;

  HaveSet(int pieces, BitSet have) {
    words = new AtomicIntegerArray((pieces + 31) / 32);
    have.stream().forEach(this::add);
  }

  void add(int piece) {
    words.getAndUpdate(piece >> 5, word -> word | 1 << (piece & 31));
  }

  boolean has(int piece) {
    return (words.get(piece >> 5) & 1 << (piece & 31)) != 0;
  }
}
