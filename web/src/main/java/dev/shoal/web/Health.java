package dev.shoal.web;

import dev.shoal.tracker.TrackerFigures;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Whether a tracker is well, for whoever would start it again otherwise. */
final class Health {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Health() {}

  /** One object: a tracker that answers is up, even if its shared store is away. */
  static String of(TrackerFigures figures, Instant now) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("status", "up");
      json.writeStringProperty("store", figures.store().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("version", figures.version());
      json.writeNumberProperty("uptime", Duration.between(figures.since(), now).toSeconds());
      json.writeNumberProperty("torrents", figures.torrents());
      json.writeNumberProperty("peers", figures.peers());
      json.writeEndObject();
    }
    return text + "\n";
  }
}
