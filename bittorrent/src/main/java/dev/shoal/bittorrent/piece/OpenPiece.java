package dev.shoal.bittorrent.piece;

import java.util.BitSet;
import java.util.TreeSet;

/** A piece that work has begun on: the state of each of its blocks. See STATES.md. */
final class OpenPiece {
  /** Exclusive use is not asked for, or nobody has it yet. */
  static final int NOBODY = -1;

  final int index;
  final int blocks;
  final byte[] leases; // how many sources are to give each block
  final BitSet accepted = new BitSet();
  final BitSet stored = new BitSet();
  final TreeSet<Integer> givers = new TreeSet<>(); // whose blocks were accepted
  final boolean exclusive; // one source only, so that a wrong piece convicts it
  int owner = NOBODY;
  int free;
  long leasedAt; // when blocks of it were last handed out

  OpenPiece(int index, int blocks, boolean exclusive) {
    this.index = index;
    this.blocks = blocks;
    this.leases = new byte[blocks];
    this.exclusive = exclusive;
    this.free = blocks;
  }

  boolean open(int source) {
    return !exclusive || owner == NOBODY || owner == source;
  }

  boolean free(int block) {
    return leases[block] == 0 && !accepted.get(block);
  }

  /** The first free block, or {@code blocks}. */
  int firstFree() {
    int block = 0;
    while (block < blocks && !free(block)) {
      block++;
    }
    return block;
  }

  /** Whether nothing was begun or everything was given back. */
  boolean untouched() {
    return free == blocks;
  }
}
