package dev.shoal.web;

import dev.shoal.tracker.TrackerFigures;
import dev.shoal.tracker.TrackerFigures.Refusals;
import dev.shoal.tracker.TrackerFigures.Store;
import dev.shoal.tracker.TrackerFigures.Traffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** A tracker and its JVM as Prometheus reads them. */
final class Metrics implements AutoCloseable {
  /** The type of the text: Prometheus asks for newer ones, and takes this. */
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Set<String> rows = new HashSet<>(); // as many as the tracker has words for

  // All values of one text come from one answer of the tracker. Meters hold this object weakly, so
  // that they live as long as it is held.
  private volatile TrackerFigures figures;

  /** Metrics of a tracker that stands so. */
  Metrics(TrackerFigures first) {
    figures = first;
    tracker();
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void tracker() {
    gauge("torrents", "Torrents with at least one peer", TrackerFigures::torrents);
    peers("ipv4", "seed", TrackerFigures::seedsV4);
    peers("ipv4", "leecher", TrackerFigures::leechersV4);
    peers("ipv6", "seed", TrackerFigures::seedsV6);
    peers("ipv6", "leecher", TrackerFigures::leechersV6);
    gauge("peers.limit", "Peers that there is room for", TrackerFigures::peersLimit);
    seconds("interval", "Time that peers are asked to wait now", it -> it.interval().toMillis());
    seconds("start.time", "When the tracker was started", it -> it.since().toEpochMilli());
    seconds(
        "saved.timestamp",
        "When the swarms were last written down; 0: never",
        it -> it.saved().toEpochMilli());
    FunctionCounter.builder("shoal.tracker.completed", this, it -> it.figures.completed())
        .description("Peers that became seeds")
        .register(registry);
    Gauge.builder("shoal.tracker.info", () -> 1)
        .description("The version of Shoal")
        .tag("version", figures.version())
        .register(registry);
  }

  private void gauge(String name, String help, ToDoubleFunction<TrackerFigures> value) {
    Gauge.builder("shoal.tracker." + name, this, it -> value.applyAsDouble(it.figures))
        .description(help)
        .register(registry);
  }

  private void seconds(String name, String help, ToLongFunction<TrackerFigures> millis) {
    Gauge.builder("shoal.tracker." + name, this, it -> millis.applyAsLong(it.figures) / 1e3)
        .description(help)
        .baseUnit("seconds")
        .register(registry);
  }

  private void peers(String family, String kind, ToDoubleFunction<TrackerFigures> value) {
    Gauge.builder("shoal.tracker.peers", this, it -> value.applyAsDouble(it.figures))
        .description("Peers, by the family of their address, and by whether they have all")
        .tag("family", family)
        .tag("kind", kind)
        .register(registry);
  }

  /** All metrics of a tracker that stands so now. */
  synchronized String text(TrackerFigures now) {
    figures = now;
    now.traffic().forEach(row -> traffic(row.protocol()));
    now.refused().forEach(row -> refused(row.reason()));
    if (now.store() != Store.NONE && rows.add("store")) {
      gauge(
          "store.up", "Whether the shared store answers", it -> it.store() == Store.THERE ? 1 : 0);
    }
    return registry.scrape();
  }

  private void traffic(String protocol) {
    if (rows.add("protocol " + protocol)) {
      traffic("announces", "Announces answered, refusals among them", protocol, Traffic::announces);
      traffic("scrapes", "Scrapes answered", protocol, Traffic::scrapes);
      traffic(
          "connects",
          "Connection ids given (UDP), connections taken (HTTP)",
          protocol,
          Traffic::connects);
      traffic(
          "dropped",
          "What was malformed, proved nothing, or was too much",
          protocol,
          Traffic::dropped);
    }
  }

  private void traffic(String name, String help, String protocol, ToLongFunction<Traffic> value) {
    FunctionCounter.builder(
            "shoal.tracker." + name,
            this,
            it ->
                it.figures.traffic().stream()
                    .filter(row -> row.protocol().equals(protocol))
                    .mapToLong(value)
                    .sum())
        .description(help)
        .tag("protocol", protocol)
        .register(registry);
  }

  private void refused(String reason) {
    if (rows.add("reason " + reason)) {
      FunctionCounter.builder(
              "shoal.tracker.refused",
              this,
              it ->
                  it.figures.refused().stream()
                      .filter(row -> row.reason().equals(reason))
                      .mapToLong(Refusals::count)
                      .sum())
          .description("Announces refused")
          .tag("reason", reason)
          .register(registry);
    }
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
