package dev.shoal.discovery.book;

import dev.shoal.base.Locator;
import dev.shoal.discovery.Subnet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The nodes of one network: those that were named ("new"), who may stand in several buckets, and
 * those that answered ("tried"), who stand in one. Nobody is put out by chance: a place is free,
 * its owner is no loss, or its owner was tested.
 */
final class Shelf {
  private static final int MAX_ANCHORS = 4; // two were enough for Bitcoin, whose peers stay longer

  private final Places places;
  private final RandomGenerator random;
  private final Map<Locator.Ip, Entry> entries = new LinkedHashMap<>();
  private final Table named = new Table();
  private final Table tried = new Table();
  private final Challenges challenges = new Challenges(this);

  Shelf(Places places, RandomGenerator random) {
    this.places = places;
    this.random = random;
  }

  /** Somebody named a node; whether that changed anything. */
  boolean heard(Locator.Ip node, Locator.Ip source, long now) {
    Optional<Entry> known = get(node);
    known.ifPresent(entry -> entry.lastSeen = now);
    int copies = known.map(entry -> entry.copies.size()).orElse(0);
    if (known.filter(entry -> entry.tried).isPresent()
        || copies >= Entry.MAX_COPIES
        || random.nextInt(1 << copies) != 0) { // each further copy is half as likely
      return known.isPresent();
    }
    Entry entry = known.orElseGet(() -> new Entry(node, source, now));
    return place(entry, places.newBucket(node.address(), source.address()), now)
        || known.isPresent();
  }

  /** Puts it into a bucket of those named, unless its place there is taken by somebody worthier. */
  private boolean place(Entry entry, int bucket, long now) {
    int slot = places.slot(false, bucket, entry.node);
    Optional<Entry> owner = named.at(bucket, slot);
    if (owner.isPresent()) {
      boolean gives =
          owner.get().isForgettable(now)
              || (owner.get().copies.size() > 1 && entry.copies.isEmpty());
      if (owner.get().equals(entry) || !gives) {
        return false;
      }
      clear(bucket, slot);
    }
    put(entry, bucket, slot);
    return true;
  }

  private void put(Entry entry, int bucket, int slot) {
    entries.put(entry.node, entry);
    named.put(bucket, slot, entry);
    entry.copies.add(bucket);
  }

  private void clear(int bucket, int slot) {
    named
        .at(bucket, slot)
        .ifPresent(owner -> {
          named.clear(bucket, slot);
          owner.copies.remove(bucket);
          if (owner.copies.isEmpty()) {
            entries.remove(owner.node);
          }
        });
  }

  /** A node answered. */
  void answered(Locator.Ip node, long now) {
    Entry entry = get(node).orElseGet(() -> new Entry(node, node, now));
    entry.lastSeen = now;
    entry.lastTry = now;
    entry.lastAnswer = now;
    entry.firstAnswer = entry.firstAnswer == 0 ? now : entry.firstAnswer;
    entry.failures = 0;
    if (entry.tried) {
      return;
    }
    if (ownerOfPlaceFor(entry).isEmpty()) {
      promote(entry);
    } else if (!entry.copies.isEmpty()
        || place(entry, places.newBucket(node.address(), node.address()), now)) {
      challenges.add(entry);
    }
  }

  /** A node is asked something; whether it counts as a failure as long as no answer comes. */
  void attempted(Locator.Ip node, boolean counts, long now) {
    get(node)
        .ifPresent(entry -> {
          entry.lastTry = now;
          if (counts) {
            entry.lastFailure = now;
            entry.failures++;
          }
        });
  }

  /** Who has the place that this one would have among those that answered. */
  Optional<Entry> ownerOfPlaceFor(Entry entry) {
    int bucket = places.triedBucket(entry.node);
    return tried.at(bucket, places.slot(true, bucket, entry.node));
  }

  /** Puts it among those that answered; who stood there is among those named again. */
  void promote(Entry entry) {
    int bucket = places.triedBucket(entry.node);
    int slot = places.slot(true, bucket, entry.node);
    tried.at(bucket, slot).ifPresent(this::demote);
    for (int copy : List.copyOf(entry.copies)) {
      clear(copy, places.slot(false, copy, entry.node));
    }
    entries.put(entry.node, entry);
    tried.put(bucket, slot, entry);
    entry.tried = true;
  }

  private void demote(Entry entry) {
    entry.tried = false;
    int bucket = places.newBucket(entry.node.address(), entry.source.address());
    int slot = places.slot(false, bucket, entry.node);
    clear(bucket, slot); // who answered once is worth more than who was only named
    put(entry, bucket, slot);
  }

  /** Puts one back where it stood; whether that place is there, and free. */
  boolean restore(Entry entry) {
    if (entries.putIfAbsent(entry.node, entry) != null) {
      return false;
    }
    if (entry.copies.isEmpty()) {
      if (ownerOfPlaceFor(entry).isPresent()) {
        return false;
      }
      promote(entry);
      return true;
    }
    for (int bucket : entry.copies) {
      int slot = places.slot(false, bucket, entry.node);
      if (named.at(bucket, slot).isPresent()) {
        return false;
      }
      named.put(bucket, slot, entry);
    }
    return true;
  }

  /** One by chance. */
  Optional<Entry> draw(boolean ofTried, long now) {
    return (ofTried ? tried : named).draw(random, now);
  }

  /** Whom to test next. */
  Optional<Locator.Ip> feeler(long now) {
    return challenges.next(now).or(() -> draw(false, now)).map(entry -> entry.node);
  }

  /** Those that have been answering for the longest time and still do, of one group one each. */
  List<Locator.Ip> anchors() {
    List<Entry> candidates = new ArrayList<>(entries.values());
    candidates.removeIf(entry -> !entry.tried || entry.failures > 0);
    candidates.sort(Comparator.comparingLong(Entry::lived).reversed());
    Set<ByteBuffer> groups = new HashSet<>(); // asked, never walked
    return candidates.stream()
        .filter(entry -> groups.add(Subnet.wide(entry.node.address())))
        .limit(MAX_ANCHORS)
        .map(entry -> entry.node)
        .toList();
  }

  Optional<Entry> get(Locator.Ip node) {
    return Optional.ofNullable(entries.get(node));
  }

  Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }
}
