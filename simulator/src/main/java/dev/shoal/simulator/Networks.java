package dev.shoal.simulator;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The networks that can be asked for by name; each is a small file that a person can edit. */
public final class Networks {
  /** Their names. */
  public static final List<String> NAMES = List.of("lan", "home", "internet", "hostile");

  private Networks() {}

  /** What every network can be told, with the values of {@code internet}. */
  public static List<Parameter> parameters() {
    return Network.PARAMETERS;
  }

  /**
   * The text of a file, {@code network.… = …} in each line.
   *
   * @throws Problem of kind USAGE if none is called so
   */
  public static String preset(String name) {
    if (!NAMES.contains(name)) {
      throw new Problem(
          Problem.Kind.USAGE,
          "there is no network called " + name,
          "these are: " + String.join(", ", NAMES) + "; or name a file");
    }
    try (InputStream file = Networks.class.getResourceAsStream(name + ".network")) {
      if (file == null) {
        throw new IllegalStateException("the file of the network " + name + " is not there");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
