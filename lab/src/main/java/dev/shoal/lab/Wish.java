package dev.shoal.lab;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.show.Words;
import dev.shoal.simulator.Networks;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person wants of a run: from a file, from a network's, and from the command line, of which
 * the later counts more.
 *
 * @param file with parameters
 * @param network a preset's name, or a file with parameters of the network alone
 * @param set {@code name=value}, in the order in which they were written
 */
record Wish(Optional<Path> file, Optional<String> network, List<String> set) {
  private static final String NETWORK = "network.";

  Wish {
    set = List.copyOf(set);
  }

  /**
   * The parameters of a run.
   *
   * @throws Problem of kind USAGE if something is wished for that is not there
   */
  Parameters of(Scenario scenario, Console console) {
    Parameters parameters = defaults(scenario);
    if (file.isPresent()) {
      Path path = file.get();
      parameters = within(path.toString(), parameters, read(console.existing(path), path));
    }
    if (network.isPresent()) {
      parameters = withNetwork(parameters, network.get(), console);
    }
    for (String one : set) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new Problem(
            Problem.Kind.USAGE, "--set wants name=value, not " + one, "--print shows the names");
      }
      parameters = parameters.with(one.substring(0, equals).strip(), one.substring(equals + 1));
    }
    return parameters;
  }

  /** What a scenario and its network can be told, as it is if nobody says anything. */
  static Parameters defaults(Scenario scenario) {
    Map<String, Parameter> all = new LinkedHashMap<>();
    scenario.parameters().forEach(it -> all.put(it.name(), it));
    Networks.parameters().forEach(it -> all.putIfAbsent(it.name(), it));
    return Parameters.of(List.copyOf(all.values()));
  }

  private static Optional<String> preset(String name) {
    return Networks.NAMES.contains(name) ? Optional.of(Networks.preset(name)) : Optional.empty();
  }

  private static Parameters withNetwork(Parameters parameters, String name, Console console) {
    String text =
        preset(name)
            .orElseGet(() -> {
              Path path = Path.of(name);
              if (!Files.exists(console.resolve(path))) {
                throw new Problem(
                    Problem.Kind.USAGE,
                    "there is no network " + name,
                    String.join(", ", Networks.NAMES) + ", or a file");
              }
              return read(console.resolve(path), path);
            });
    for (Map.Entry<String, String> line : lines(name, text)) {
      if (!line.getKey().startsWith(NETWORK)) {
        throw new Problem(
            Problem.Kind.USAGE,
            "in " + name + ": " + line.getKey() + " is not of the network",
            "--file takes a file with parameters of all kinds");
      }
    }
    return within(name, parameters, text);
  }

  private static List<Map.Entry<String, String>> lines(String where, String text) {
    try {
      return Parameters.lines(text);
    } catch (Problem wrong) {
      throw in(where, wrong);
    }
  }

  private static Parameters within(String where, Parameters parameters, String text) {
    try {
      return parameters.with(text);
    } catch (Problem wrong) {
      throw in(where, wrong);
    }
  }

  private static Problem in(String where, Problem wrong) {
    return new Problem(
        wrong.kind(), "in " + where + ": " + wrong.what(), wrong.hint().orElse(""), wrong);
  }

  private static String read(Path path, Path written) {
    if (!Files.isRegularFile(path)) {
      throw new Problem(Problem.Kind.USAGE, written + " is not a file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(Parameters.MAX_LENGTH + 1);
      if (bytes.length > Parameters.MAX_LENGTH) {
        throw new Problem(
            Problem.Kind.USAGE,
            written + " is too long to be a file of parameters",
            "--print shows what one looks like");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      throw new Problem(
          Problem.Kind.USAGE,
          written + " is not a file of parameters: it is no text",
          "--print shows what one looks like",
          binary);
    } catch (IOException e) {
      throw new Problem(
          Problem.Kind.STORAGE, written + " cannot be read: " + e.getMessage(), "", e);
    }
  }

  /**
   * The call that runs a scenario with these parameters again: what differs from the defaults.
   *
   * @param ran all names and values of the run
   */
  String again(Scenario scenario, Map<String, String> ran) {
    Parameters base = defaults(scenario);
    StringBuilder call = new StringBuilder("shoal simulate ").append(scenario.name());
    Optional<String> preset = network.flatMap(Wish::preset);
    if (preset.isPresent()) {
      base = base.with(preset.get());
      call.append(" --network ").append(network.orElseThrow());
    }
    Map<String, String> usual = base.values();
    ran.forEach((name, value) -> {
      boolean always = name.equals("seed") || name.equals("nodes");
      if (always) {
        call.append(" --").append(name).append(' ').append(Words.quoted(value));
      } else if (!value.equals(usual.get(name))) {
        call.append(" --set ").append(name).append('=').append(Words.quoted(value));
      }
    });
    return call.toString();
  }
}
