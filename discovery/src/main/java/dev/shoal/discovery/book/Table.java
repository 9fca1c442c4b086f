package dev.shoal.discovery.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Buckets of slots. Only what is taken needs memory. */
final class Table {
  private static final double EASIER = 1.2;

  private final SortedMap<Integer, SortedMap<Integer, Entry>> buckets = new TreeMap<>();

  Optional<Entry> at(int bucket, int slot) {
    return Optional.ofNullable(buckets.get(bucket)).map(entries -> entries.get(slot));
  }

  void put(int bucket, int slot, Entry entry) {
    buckets.computeIfAbsent(bucket, _ -> new TreeMap<>()).put(slot, entry);
  }

  void clear(int bucket, int slot) {
    buckets.computeIfPresent(
        bucket,
        (_, entries) -> {
          entries.remove(slot);
          return entries.isEmpty() ? null : entries;
        });
  }

  /**
   * Any of them: first a bucket by chance, then one in it, so that who fills a few buckets is not
   * drawn more often than those buckets are. Who failed or was tried lately is seldom taken, but
   * each that is passed over makes it easier for the next.
   */
  Optional<Entry> draw(RandomGenerator random, long now) {
    if (buckets.isEmpty()) {
      return Optional.empty();
    }
    List<SortedMap<Integer, Entry>> taken = new ArrayList<>(buckets.values());
    for (double ease = 1; ; ease *= EASIER) { // ends: no chance is below 0.0003
      List<Entry> bucket = new ArrayList<>(taken.get(random.nextInt(taken.size())).values());
      Entry entry = bucket.get(random.nextInt(bucket.size()));
      if (random.nextDouble() < ease * entry.chance(now)) {
        return Optional.of(entry);
      }
    }
  }
}
