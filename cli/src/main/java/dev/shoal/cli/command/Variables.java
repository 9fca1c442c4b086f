package dev.shoal.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** Options by environment variables: {@code SHOAL_NO_DHT=true} is {@code --no-dht}. */
final class Variables {
  private Variables() {}

  /**
   * The arguments with those before them that variables stand for. What is on the command line
   * counts more, also where it excludes what a variable says.
   */
  static List<String> arguments(
      List<OptionSpec> options, List<String> written, Map<String, String> environment) {
    List<String> all = new ArrayList<>();
    for (OptionSpec option : options) {
      String value = environment.getOrDefault(variable(option), "");
      if (!value.isEmpty() && !isWritten(option, written)) {
        all.addAll(arguments(option, value));
      }
    }
    all.addAll(written);
    return all;
  }

  /** The variable of an option. */
  static String variable(OptionSpec option) {
    String name = option.longestName().replaceFirst("^-+", "");
    return "SHOAL_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static List<String> arguments(OptionSpec option, String value) {
    if (option.arity().max() == 0) {
      return isTrue(value) ? List.of(option.longestName()) : List.of();
    }
    if (!option.isMultiValue()) {
      return List.of(option.longestName(), value);
    }
    return Arrays.stream(value.split(",", -1))
        .flatMap(one -> List.of(option.longestName(), one.strip()).stream())
        .toList();
  }

  private static boolean isTrue(String value) {
    return List.of("true", "yes", "1", "on").contains(value.toLowerCase(Locale.ROOT));
  }

  private static boolean isWritten(OptionSpec option, List<String> written) {
    if (option.group() != null && option.group().exclusive()) {
      return option.group().allOptionsNested().stream().anyMatch(one -> isNamed(one, written));
    }
    return isNamed(option, written);
  }

  private static boolean isNamed(OptionSpec option, List<String> written) {
    for (String argument : written) {
      if (argument.equals("--")) {
        return false;
      }
      for (String name : option.names()) {
        boolean isLong = name.startsWith("--");
        if (argument.equals(name)
            || argument.startsWith(name + "=")
            || (!isLong && !argument.startsWith("--") && argument.startsWith(name))) {
          return true;
        }
      }
    }
    return false;
  }
}
