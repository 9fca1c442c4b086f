package dev.shoal.tracker.core;

import org.jspecify.annotations.Nullable;

/**
 * Swarms by info-hash: a table with open addressing, as a map of the platform takes 48 bytes more a
 * swarm. Numbers of slots are for going through all of them in steps.
 */
final class Swarms {
  private static final int LEAST = 16;

  private final Mixing mixing;
  private @Nullable Swarm[] table = new @Nullable Swarm[LEAST];
  private int size;

  Swarms(Mixing mixing) {
    this.mixing = mixing;
  }

  int size() {
    return size;
  }

  int slots() {
    return table.length;
  }

  @Nullable Swarm at(int slot) {
    return table[slot];
  }

  @Nullable Swarm get(InfoHash infoHash) {
    int mask = table.length - 1;
    int slot = Swarm.hash(infoHash, mixing) & mask;
    for (Swarm swarm = table[slot]; swarm != null; swarm = table[slot]) {
      if (swarm.isOf(infoHash)) {
        return swarm;
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** Adds one that is not here. */
  void add(Swarm swarm) {
    if ((size + 1) * 3L > table.length * 2L) {
      resize(table.length * 2);
    }
    put(swarm);
    size++;
  }

  private void put(Swarm swarm) {
    int mask = table.length - 1;
    int slot = swarm.hash(mixing) & mask;
    while (table[slot] != null) {
      slot = (slot + 1) & mask;
    }
    table[slot] = swarm;
  }

  /** Removes one; those behind it move up (Knuth 6.4, algorithm R). */
  void remove(Swarm swarm) {
    int mask = table.length - 1;
    int hole = swarm.hash(mixing) & mask;
    while (table[hole] != swarm) {
      hole = (hole + 1) & mask;
    }
    int slot = (hole + 1) & mask;
    for (Swarm next = table[slot]; next != null; next = table[slot]) {
      int wanted = next.hash(mixing) & mask;
      if (((slot - wanted) & mask) >= ((slot - hole) & mask)) {
        table[hole] = next;
        hole = slot;
      }
      slot = (slot + 1) & mask;
    }
    table[hole] = null;
    size--;
    if (table.length > LEAST && size < table.length / 8) {
      resize(table.length / 2);
    }
  }

  void clear() {
    table = new @Nullable Swarm[LEAST];
    size = 0;
  }

  private void resize(int slots) {
    @Nullable Swarm[] before = table;
    table = new @Nullable Swarm[slots];
    for (Swarm swarm : before) {
      if (swarm != null) {
        put(swarm);
      }
    }
  }
}
