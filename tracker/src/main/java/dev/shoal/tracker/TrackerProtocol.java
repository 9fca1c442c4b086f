package dev.shoal.tracker;

import dev.shoal.host.Claim;
import dev.shoal.host.Host;
import dev.shoal.host.Protocol;
import dev.shoal.host.Running;
import dev.shoal.host.Timers;
import dev.shoal.net.Duplex;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.desk.MemoryDesk;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.Networks;
import dev.shoal.tracker.http.HttpTracker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A tracker at the port of a node: among the connections that come in, those that ask for an
 * announce or a scrape over HTTP are its own. It fetches and publishes nothing.
 */
public final class TrackerProtocol implements Protocol {
  private static final long HOUSEKEEPING_NANOS = Duration.ofSeconds(1).toNanos();

  /** For {@link java.util.ServiceLoader}. */
  public TrackerProtocol() {}

  @Override
  public String name() {
    return "tracker";
  }

  @Override
  public boolean isOnRequest() {
    return true;
  }

  @Override
  public Set<Claim> claims() {
    return Set.of(claim("GET /announce"), claim("GET /scrape"));
  }

  private static Claim claim(String start) {
    return new Claim(start.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Running start(Host host) {
    return new RunningTracker(host);
  }

  private static final class RunningTracker implements Running {
    private final Host host;
    private final MemoryDesk desk;
    private final HttpTracker http;
    private final Timers.Timer housekeeping;

    RunningTracker(Host host) {
      this.host = host;
      desk =
          new MemoryDesk(
              TrackerSettings.USUAL_INTERVAL,
              TrackerLimits.USUAL,
              host.clock(),
              new SplittableRandom(host.random("tracker").nextLong()));
      http = new HttpTracker(Service.open(desk, host.clock()), new Traffic("http"), Networks.NONE);
      housekeeping = host.timers().timer(this::keepHouse);
      wakeLater();
    }

    private void keepHouse() {
      desk.sweep();
      http.sweep();
      wakeLater();
    }

    private void wakeLater() {
      housekeeping.at(host.clock().nanos() + HOUSEKEEPING_NANOS);
    }

    @Override
    public List<URI> trackers() {
      return host.ports().listening().stream()
          .map(at -> Tracker.url("http", at.address(), at.port()))
          .toList();
    }

    @Override
    public void accept(Duplex connection) {
      http.serve(connection);
    }

    @Override
    public void close() {
      housekeeping.close();
      http.close();
    }
  }
}
