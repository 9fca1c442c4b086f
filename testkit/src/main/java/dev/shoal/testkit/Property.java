package dev.shoal.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A statement that holds for every input, tried with inputs drawn from a seed.
 *
 * <pre>{@code
 * Property.forAll(draw -> {
 *   byte[] any = draw.bytes();
 *   assertThat(decode(encode(any))).isEqualTo(any);
 * });
 * }</pre>
 *
 * <p>The cases grow from size 0 to {@value #LARGEST}. A case that fails is tried again with the
 * same seed at half the size as long as it goes on failing, and the message names the seed and size
 * of the smallest; {@code -Dshoal.seed=SEED:SIZE} runs only that one. The seeds are the same in
 * each run, so that a build does not fail by chance; with {@code -Dshoal.all=true} they are new
 * ones and ten times as many.
 */
public final class Property {
  private static final int CASES = 100; // a few milliseconds for a codec
  private static final int LARGEST = 100;
  private static final long FIRST_SEED = 0x5A0A1;

  private Property() {}

  /** Tries the property with 100 cases; an assertion or exception of a case fails the test. */
  public static void forAll(Consumer<Draw> property) {
    forAll(CASES, property);
  }

  /** Tries the property with so many cases. */
  public static void forAll(int cases, Consumer<Draw> property) {
    String replay = System.getProperty("shoal.seed", "");
    if (!replay.isEmpty()) {
      replay(replay, property);
      return;
    }
    boolean all = Boolean.getBoolean("shoal.all");
    int count = all ? 10 * cases : cases;
    SplittableRandom seeds = new SplittableRandom(all ? System.nanoTime() : FIRST_SEED);
    for (int i = 0; i < count; i++) {
      int size = count == 1 ? LARGEST : (int) ((long) LARGEST * i / (count - 1));
      Optional<Failure> failure = Failure.of(seeds.nextLong(), size, property);
      if (failure.isPresent()) {
        throw failure.get().shrunk(property).error();
      }
    }
  }

  private static void replay(String seedAndSize, Consumer<Draw> property) {
    String[] parts = seedAndSize.split(":", 2);
    int size = parts.length == 2 ? Integer.parseInt(parts[1]) : LARGEST;
    Failure.of(Long.parseLong(parts[0]), size, property)
        .ifPresent(failure -> {
          throw failure.error();
        });
  }

  /** A case that failed. */
  private record Failure(long seed, int size, String notes, Throwable why) {
    static Optional<Failure> of(long seed, int size, Consumer<Draw> property) {
      Draw draw = new Draw(new SplittableRandom(seed), size);
      try {
        property.accept(draw);
        return Optional.empty();
      } catch (RuntimeException | AssertionError | StackOverflowError why) {
        return Optional.of(new Failure(seed, size, draw.notes(), why));
      }
    }

    Failure shrunk(Consumer<Draw> property) {
      Failure smallest = this;
      while (smallest.size > 0) {
        Optional<Failure> smaller = of(seed, smallest.size / 2, property);
        if (smaller.isEmpty()) {
          break;
        }
        smallest = smaller.get();
      }
      return smallest;
    }

    AssertionError error() {
      String again = "replay with -Dshoal.seed=" + seed + ":" + size;
      return new AssertionError(why + "\n" + notes + again, why);
    }
  }
}
