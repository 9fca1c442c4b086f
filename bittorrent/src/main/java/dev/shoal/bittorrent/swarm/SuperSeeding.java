package dev.shoal.bittorrent.swarm;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Super seeding (BEP 16): a seeder shows each peer one piece at a time, one that nobody has yet if
 * possible, and the next only when another peer has that one: so it gives each piece little more
 * than once. It ends when all pieces are with others. Pure.
 */
final class SuperSeeding {
  private static final int NOTHING = -1;

  private final RandomGenerator random;
  private final TreeMap<Integer, Integer> shown = new TreeMap<>(); // source → piece it waits for
  private final BitSet outside = new BitSet(); // pieces that a peer has
  private final TreeMap<Integer, BitSet> told = new TreeMap<>();
  private int pieces; // 0: not super seeding
  private boolean over;

  SuperSeeding(RandomGenerator random) {
    this.random = random;
  }

  /** From now on. */
  void begin(int count) {
    pieces = count;
  }

  void joined(int source, Consumer<SwarmAction> out) {
    if (pieces > 0 && !told.containsKey(source)) {
      told.put(source, new BitSet());
      if (over) {
        showAll(source, out);
      } else {
        show(source, out);
      }
    }
  }

  void left(int source) {
    told.remove(source);
    shown.remove(source);
  }

  /** A peer has pieces: those who were shown one of them are shown another. */
  void has(int source, BitSet fresh, Consumer<SwarmAction> out) {
    if (pieces == 0 || over) {
      return;
    }
    outside.or(fresh);
    told.computeIfAbsent(source, s -> new BitSet()).or(fresh);
    boolean alone = told.size() == 1; // nobody else is there to pass it on to
    for (Map.Entry<Integer, Integer> each : new TreeMap<>(shown).entrySet()) {
      boolean passedOn = fresh.get(each.getValue()) && (alone || each.getKey() != source);
      if (passedOn) {
        show(each.getKey(), out);
      }
    }
    if (outside.cardinality() >= pieces) {
      over = true;
      told.keySet().forEach(each -> showAll(each, out));
    }
  }

  /** The pieces fewest were shown come first. */
  private void show(int source, Consumer<SwarmAction> out) {
    BitSet known = told.getOrDefault(source, new BitSet());
    int piece = pick(known, true);
    if (piece == NOTHING) {
      piece = pick(known, false);
    }
    if (piece == NOTHING) {
      shown.remove(source);
      return;
    }
    known.set(piece);
    shown.put(source, piece);
    out.accept(new SwarmAction.Reveal(source, piece));
  }

  private int pick(BitSet known, boolean fresh) {
    BitSet passedOver = (BitSet) known.clone();
    if (fresh) {
      passedOver.or(outside);
      shown.values().forEach(passedOver::set);
    }
    int piece = passedOver.nextClearBit(random.nextInt(pieces));
    piece = piece < pieces ? piece : passedOver.nextClearBit(0);
    return piece < pieces ? piece : NOTHING;
  }

  private void showAll(int source, Consumer<SwarmAction> out) {
    BitSet known = told.getOrDefault(source, new BitSet());
    for (int p = known.nextClearBit(0); p < pieces; p = known.nextClearBit(p + 1)) {
      out.accept(new SwarmAction.Reveal(source, p));
    }
  }
}
