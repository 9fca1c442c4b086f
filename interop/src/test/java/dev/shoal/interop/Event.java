package dev.shoal.interop;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of {@code --json}: a flat object.
 *
 * @param fields its values as text; "event" among them
 */
record Event(Map<String, String> fields) {
  private static final JsonFactory JSON = new JsonFactory();

  static Event parse(String line) {
    Map<String, String> fields = new TreeMap<>();
    try (JsonParser parser =
        JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new AssertionError("not an object: " + line);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, parser.getString());
        parser.skipChildren();
      }
    }
    return new Event(fields);
  }

  boolean is(String name) {
    return name.equals(fields.get("event"));
  }

  String text(String field) {
    String value = fields.get(field);
    if (value == null) {
      throw new AssertionError("no " + field + " in " + fields);
    }
    return value;
  }

  long number(String field) {
    return Long.parseLong(text(field));
  }
}
