package dev.shoal.cli.report;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object in one line, made field by field. */
public final class JsonLine {
  private static final double MOST_WHOLE = 1L << 53; // beyond, a double skips whole numbers

  private static final JsonFactory FACTORY = new JsonFactory();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text);

  private JsonLine() {
    json.writeStartObject();
  }

  /** An event of the contract's first version, at this time in milliseconds since 1970. */
  public static JsonLine event(String name, long millis) {
    return new JsonLine().with("v", 1).with("event", name).with("t", millis);
  }

  /** With a text. */
  public JsonLine with(String name, String value) {
    json.writeStringProperty(name, value);
    return this;
  }

  /** With a number. */
  public JsonLine with(String name, long value) {
    json.writeNumberProperty(name, value);
    return this;
  }

  /** With a number, or null if it is negative, which stands for unknown. */
  public JsonLine withKnown(String name, long value) {
    if (value < 0) {
      json.writeNullProperty(name);
      return this;
    }
    return with(name, value);
  }

  /** With a number that may have a fraction; null if it is none. */
  public JsonLine with(String name, double value) {
    if (!Double.isFinite(value)) {
      json.writeNullProperty(name);
    } else if (value == Math.rint(value) && Math.abs(value) <= MOST_WHOLE) {
      json.writeNumberProperty(name, (long) value);
    } else {
      json.writeNumberProperty(name, value);
    }
    return this;
  }

  /** With an object. */
  public JsonLine with(String name, JsonLine object) {
    json.writeName(name);
    json.writeRawValue(object.end());
    return this;
  }

  /** With true or false. */
  public JsonLine with(String name, boolean value) {
    json.writeBooleanProperty(name, value);
    return this;
  }

  /** With a list of texts. */
  public JsonLine with(String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
    return this;
  }

  /** With a list of lists of texts. */
  public JsonLine withLists(String name, List<List<String>> lists) {
    json.writeName(name);
    json.writeStartArray();
    for (List<String> list : lists) {
      json.writeStartArray();
      list.forEach(json::writeString);
      json.writeEndArray();
    }
    json.writeEndArray();
    return this;
  }

  /** With a list of objects. */
  public JsonLine withAll(String name, List<JsonLine> objects) {
    json.writeName(name);
    json.writeStartArray();
    objects.forEach(object -> json.writeRawValue(object.end()));
    json.writeEndArray();
    return this;
  }

  /** An object to be a part of another one. */
  public static JsonLine part() {
    return new JsonLine();
  }

  /** The line, without its end; nothing can be added any more. */
  public String end() {
    json.writeEndObject();
    json.close();
    return text.toString();
  }
}
