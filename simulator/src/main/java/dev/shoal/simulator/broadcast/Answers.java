package dev.shoal.simulator.broadcast;

import dev.shoal.simulator.dht.ContentLookup;
import dev.shoal.simulator.report.Samples;

/** What queries of one kind in one network brought, all together. */
final class Answers {
  final Samples messages = new Samples();
  final Samples queries = new Samples(); // messages without those of hits
  final Samples reach = new Samples();
  final Samples millis = new Samples(); // of those that found something
  private long[] byHops = new long[0];
  private int asked;
  private int found;

  void add(Flood flood) {
    asked++;
    messages.add(flood.queries() + flood.hits());
    queries.add(flood.queries());
    reach.add(flood.reach());
    if (flood.found() > 0) {
      found++;
      millis.add(flood.firstMillis());
    }
    byHops = byHops.length == 0 ? new long[flood.byHops().length] : byHops;
    for (int i = 0; i < byHops.length; i++) {
      byHops[i] += flood.within(i);
    }
  }

  void add(ContentLookup lookup) {
    asked++;
    messages.add(lookup.messages());
    reach.add(lookup.asked().size());
    if (lookup.firstNanos().isPresent()) {
      found++;
      millis.add(lookup.firstNanos().getAsLong() / 1e6);
    }
  }

  /** One that nobody ended. */
  void addFailed() {
    asked++;
  }

  int asked() {
    return asked;
  }

  /** The part that found something, in percent. */
  double success() {
    return asked == 0 ? 0 : 100.0 * found / asked;
  }

  /** Nodes reached over at most so many links, on average. */
  double within(int links) {
    return (double) byHops[Math.min(links, byHops.length - 1)] / asked;
  }
}
