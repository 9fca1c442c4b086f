package dev.shoal.cli.demo;

import java.util.List;

/**
 * All nodes of the tour, as they stand at a moment: the sharer first, then the getters, then the
 * liar.
 *
 * @param size bytes of the file
 * @param millis since the getters were let go
 */
record Scene(long size, List<Act> acts, long millis) {
  Scene {
    acts = List.copyOf(acts);
  }

  Act sharer() {
    return acts.getFirst();
  }

  Act liar() {
    return acts.getLast();
  }

  List<Act> getters() {
    return acts.subList(1, acts.size() - 1);
  }

  /** Milliseconds until the last getter had all, or up to now. */
  long lasted() {
    return getters().stream().mapToLong(it -> it.completed().orElse(millis)).max().orElse(millis);
  }

  /** Whether each getter has all. */
  boolean over() {
    return getters().stream().allMatch(getter -> getter.completed().isPresent());
  }

  /** How many copies' worth of bytes the sharer sent. */
  double copies() {
    return (double) sharer().progress().uploaded() / size;
  }

  /** The names of the getters that threw the liar out. */
  List<String> undeceived() {
    return getters().stream()
        .filter(getter -> getter.banned().contains(liar().name()))
        .map(Act::name)
        .toList();
  }

  /** How many wrong pieces were found. */
  int wrong() {
    return getters().stream().mapToInt(Act::wrong).sum();
  }

  /** Payload bytes that one gave to another. */
  long given(Act from, Act to) {
    return from.given().getOrDefault(to.name(), 0L);
  }

  /** Payload bytes that a getter was given by all the others of its kind. */
  long givenByOthers(Act to) {
    return getters().stream().mapToLong(from -> given(from, to)).sum();
  }
}
