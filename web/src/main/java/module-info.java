/**
 * Pages about a tracker, by HTTP: statistics for persons at {@code /}, metrics for Prometheus at
 * {@code /metrics}, and {@code /health} for whoever starts a tracker again when it is down.
 *
 * <p>It shows {@link dev.shoal.tracker.TrackerFigures} and nothing else: no address of a peer, no
 * info-hash, no button that changes something. It is not the tracker's own HTTP, which peers
 * announce to, nor a web server for files. {@code cli} finds it as a plug-in and does without where
 * it is missing; nothing else of Shoal needs Helidon or Micrometer.
 *
 * <p>Read {@code WebPages} first, which opens and closes; then {@code Site}, which has an answer to
 * each request; then {@code StatisticsPage} with its {@code Chart}, made of what {@code History}
 * remembers, and {@code Metrics}. Sockets are Helidon's, and {@code HttpServer} alone knows it.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // Micrometer's jars are no modules yet
module dev.shoal.web {
  requires static transitive org.jspecify;
  requires dev.shoal.base;
  requires dev.shoal.cli;
  requires dev.shoal.tracker;
  requires io.helidon.webserver;
  requires java.logging;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires tools.jackson.core;

  // What Micrometer reads of the JVM; an automatic module cannot say that it needs them.
  requires java.management;
  requires jdk.management;

  provides dev.shoal.cli.pages.TrackerPages with
      dev.shoal.web.WebPages;
}
