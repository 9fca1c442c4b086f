package dev.shoal.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of {@code --json}: an object of texts, numbers and lists of texts.
 *
 * @param fields its values as text; "event" among them
 * @param lists its lists
 */
record Event(Map<String, String> fields, Map<String, List<String>> lists) {
  private static final JsonFactory JSON = new JsonFactory();

  static Event parse(String line) {
    Map<String, String> fields = new TreeMap<>();
    Map<String, List<String>> lists = new TreeMap<>();
    try (JsonParser parser =
        JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new AssertionError("not an object: " + line);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          lists.put(name, list(parser));
        } else {
          fields.put(name, parser.getString());
        }
      }
    }
    return new Event(fields, lists);
  }

  private static List<String> list(JsonParser parser) {
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(parser.getString());
      parser.skipChildren();
    }
    return values;
  }

  List<String> texts(String field) {
    return lists.getOrDefault(field, List.of());
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
