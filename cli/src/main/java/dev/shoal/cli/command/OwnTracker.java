package dev.shoal.cli.command;

import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import dev.shoal.node.Node;
import dev.shoal.tracker.Tracker;
import dev.shoal.tracker.TrackerSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tracker that a share brings along, if it does. */
final class OwnTracker implements AutoCloseable {
  private final Optional<Tracker> tracker;

  private OwnTracker(Optional<Tracker> tracker) {
    this.tracker = tracker;
  }

  /** Starts one if it is wanted. */
  static OwnTracker start(boolean wanted, Binding binding) {
    TrackerSettings any = TrackerSettings.on(binding);
    return new OwnTracker(wanted ? Optional.of(Tracker.start(any)) : Optional.empty());
  }

  /** These trackers, and this one under each address of the node. */
  List<URI> and(List<URI> others, Node node) {
    List<URI> all = new ArrayList<>(others);
    for (Locator.Ip at : node.listening()) {
      tracker.ifPresent(own -> all.addAll(own.announceUrls(at.address())));
    }
    return all;
  }

  @Override
  public void close() {
    tracker.ifPresent(Tracker::close);
  }
}
