package dev.shoal.web;

import dev.shoal.base.Clock;
import java.time.Instant;
import java.util.Optional;

/** An answer to each request; it knows no socket. */
final class Site implements AutoCloseable {
  private final Watch watch;
  private final Clock clock;

  // Made when they are first asked for: a tracker that no Prometheus watches starts without.
  private Optional<Metrics> metrics = Optional.empty(); // guarded by this

  Site(Watch watch, Clock clock) {
    this.watch = watch;
    this.clock = clock;
  }

  /** The answer to a request; HEAD has that of GET, whose content is then not sent. */
  Answer answer(String method, String path, String query) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.text(Answer.METHOD_NOT_ALLOWED, "Only GET and HEAD.");
    }
    try {
      return switch (path) {
        case "/" -> new Answer(Answer.OK, "text/html; charset=utf-8", page(query));
        case "/metrics" -> new Answer(Answer.OK, Metrics.TYPE, metrics());
        case "/health" ->
            new Answer(Answer.OK, "application/json", Health.of(watch.figures(), now()));
        default -> Answer.text(Answer.NOT_FOUND, "Not here. There are /, /metrics and /health.");
      };
    } catch (RuntimeException silent) {
      return Answer.text(Answer.INTERNAL_ERROR, "The tracker does not say how it stands.");
    }
  }

  private String page(String query) {
    return StatisticsPage.of(
        new View(
            watch.figures(),
            watch.trend(),
            watch.usualInterval(),
            now(),
            !query.equals("renew=no")));
  }

  private synchronized String metrics() {
    if (metrics.isEmpty()) {
      metrics = Optional.of(new Metrics(watch.figures()));
    }
    return metrics.get().text(watch.figures());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  @Override
  public synchronized void close() {
    metrics.ifPresent(Metrics::close);
  }
}
