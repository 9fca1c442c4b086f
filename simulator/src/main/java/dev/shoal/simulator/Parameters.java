package dev.shoal.simulator;

import dev.shoal.base.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is told: names and values, in the order to be written. Immutable.
 *
 * <p>As a file it has a line {@code name = value} for each; what follows a {@code #} is for people.
 */
public final class Parameters {
  /** Longer files are none of these. */
  public static final int MAX_LENGTH = 64 << 10;

  private final Map<String, Parameter> known;
  private final Map<String, String> values;

  private Parameters(Map<String, Parameter> known, Map<String, String> values) {
    this.known = known;
    this.values = values;
  }

  /** These with their defaults. */
  public static Parameters of(List<Parameter> all) {
    Map<String, Parameter> known = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : all) {
      known.put(parameter.name(), parameter);
      values.put(parameter.name(), parameter.value());
    }
    return new Parameters(known, values);
  }

  /**
   * The same with another value.
   *
   * @throws Problem of kind USAGE if nothing is called so
   */
  public Parameters with(String name, String value) {
    if (!known.containsKey(name)) {
      throw new Problem(
          Problem.Kind.USAGE,
          "there is nothing called " + name + " to set",
          "these are: " + String.join(", ", known.keySet()));
    }
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Parameters(known, changed);
  }

  /**
   * The same with what a file says.
   *
   * @throws Problem of kind USAGE that names the line that makes no sense
   */
  public Parameters with(String file) {
    Parameters changed = this;
    int number = 0;
    for (Map.Entry<String, String> line : lines(file)) {
      number++;
      changed = changed.with(line.getKey(), line.getValue());
    }
    return number == 0 ? this : changed;
  }

  /**
   * The names and values of a file, as they stand there.
   *
   * @throws Problem of kind USAGE that names the line that makes no sense
   */
  public static List<Map.Entry<String, String>> lines(String file) {
    List<Map.Entry<String, String>> found = new ArrayList<>();
    int number = 0;
    for (String line : file.lines().toList()) {
      number++;
      String said = line.replaceFirst("#.*", "").strip();
      int equals = said.indexOf('=');
      if (equals > 0) {
        found.add(Map.entry(said.substring(0, equals).strip(), said.substring(equals + 1).strip()));
      } else if (!said.isEmpty()) {
        throw new Problem(
            Problem.Kind.USAGE, "line " + number + " is no \"name = value\": " + said, "");
      }
    }
    return found;
  }

  /** What is said of this one. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return value;
  }

  /**
   * A whole number.
   *
   * @throws Problem of kind USAGE if it is none, or out of range
   */
  public long number(String name, long least, long most) {
    String value = text(name);
    try {
      long number = Long.parseLong(value.replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      throw wrong(name, "a whole number from " + least + " to " + most);
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  /** The same as an int. */
  public int count(String name, int least, int most) {
    return (int) number(name, least, most);
  }

  /**
   * A number with a fraction.
   *
   * @throws Problem of kind USAGE if it is none, or out of range
   */
  public double fraction(String name, double least, double most) {
    String value = text(name);
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      throw wrong(name, "a number from " + least + " to " + most);
    }
    throw wrong(name, "a number from " + least + " to " + most);
  }

  /** Milliseconds, as nanoseconds. */
  public long millis(String name) {
    return Math.round(fraction(name, 0, 1e9) * 1e6);
  }

  /** Yes or no. */
  public boolean flag(String name) {
    return switch (text(name)) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw wrong(name, "yes or no");
    };
  }

  /** Numbers with commas between them. */
  public List<Integer> counts(String name, int least, int most) {
    List<Integer> all = new ArrayList<>();
    for (String part : text(name).split(",", -1)) {
      all.add(with(name, part.strip()).count(name, least, most));
    }
    return all;
  }

  private Problem wrong(String name, String wanted) {
    return new Problem(
        Problem.Kind.USAGE, name + " is " + wanted + ", not \"" + text(name) + "\"", "");
  }

  /** All of them. */
  public Map<String, String> values() {
    return java.util.Collections.unmodifiableMap(values);
  }

  /** All of them as a file that can be read again, with what each means. */
  public String format() {
    StringBuilder file = new StringBuilder();
    known
        .values()
        .forEach(it ->
            file.append("%-36s # %s%n".formatted(it.name() + " = " + text(it.name()), it.about())));
    return file.toString();
  }
}
