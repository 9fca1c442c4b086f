package dev.shoal.example;

import dev.shoal.base.Locator;
import dev.shoal.simulator.Codec;
import dev.shoal.simulator.Core;
import dev.shoal.simulator.Simulation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

// DOCS
/** Somebody who tells a rumour to anybody, once a second, from when it was heard. */
public final class Rumour implements Core<String> {
  private static final long ROUND = 1_000_000_000L;

  private final Simulation<String> town;
  private final RandomGenerator random;
  private final int number;
  private boolean knows;
  private long next;

  private Rumour(Simulation<String> town) {
    this.town = town;
    this.random = town.random();
    this.number = town.add(this);
  }

  @Override
  public void received(String message, Locator.Ip from, long nanos) {
    if (!knows) {
      knows = true;
      next = (nanos / ROUND + 1) * ROUND;
    }
  }

  @Override
  public long tick(long nanos) {
    if (knows && nanos >= next) {
      town.send(number, "have you heard?", town.locator(random.nextInt(town.nodes())));
      next += ROUND;
    }
    return knows ? next : Long.MAX_VALUE;
  }

  /** How many seconds it takes until all of so many people have heard it. */
  public static long rounds(int people, long seed) {
    Simulation<String> town = Simulation.on("lan", new Text(), seed);
    Rumour[] all = new Rumour[people];
    for (int i = 0; i < people; i++) {
      all[i] = new Rumour(town);
    }
    all[0].received("it is said", town.locator(0), 0);
    town.wake(0);
    for (Rumour person : all) {
      boolean heard = town.runWhile(() -> !person.knows, 1000 * ROUND);
      assert heard : "it died out";
    }
    return town.nanos() / ROUND;
  }

  private static final class Text implements Codec<String> {
    @Override
    public ByteBuffer write(String message) {
      return StandardCharsets.UTF_8.encode(message);
    }

    @Override
    public String read(ByteBuffer bytes) {
      return StandardCharsets.UTF_8.decode(bytes).toString();
    }
  }
}
// DOCS
