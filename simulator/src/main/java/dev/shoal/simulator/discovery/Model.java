package dev.shoal.simulator.discovery;

/** Where peers look for each other. */
enum Model {
  TRACKER("tracker only", "Tracker", true, false),
  DHT("DHT only", "Dht", false, true),
  BOTH("both", "Both", true, true);

  final String title;
  final String suffix; // of the names of figures
  final boolean hasTracker;
  final boolean hasDht;

  Model(String title, String suffix, boolean hasTracker, boolean hasDht) {
    this.title = title;
    this.suffix = suffix;
    this.hasTracker = hasTracker;
    this.hasDht = hasDht;
  }
}
