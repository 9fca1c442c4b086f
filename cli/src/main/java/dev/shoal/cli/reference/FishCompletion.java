package dev.shoal.cli.reference;

import java.io.File;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completions of a program with verbs, as the shell fish has them: {@code complete(1)}. */
public final class FishCompletion {
  private FishCompletion() {}

  /** The script for a program whose verbs are its subcommands. */
  public static String of(CommandSpec program) {
    StringBuilder script = new StringBuilder();
    String name = program.name();
    script.append("complete -c ").append(name).append(" -f\n");
    program
        .subcommands()
        .forEach((word, verb) -> {
          CommandSpec spec = verb.getCommandSpec();
          String first = String.join(" ", spec.usageMessage().description());
          line(script, name, "__fish_use_subcommand")
              .append(" -a ")
              .append(word)
              .append(" -d ")
              .append(quoted(first))
              .append('\n');
          verb(script, name, word, verb);
        });
    return script.toString();
  }

  private static void verb(StringBuilder script, String program, String word, CommandLine verb) {
    String condition = "__fish_seen_subcommand_from " + word;
    for (PositionalParamSpec positional : verb.getCommandSpec().positionalParameters()) {
      line(script, program, condition);
      if (positional.completionCandidates() == null) {
        script.append(" -F\n"); // files, which may be links to others
      } else {
        script.append(" -a ");
        script.append(quoted(String.join(" ", positional.completionCandidates()))).append('\n');
      }
    }
    for (OptionSpec option : verb.getCommandSpec().options()) {
      if (!option.hidden()) {
        option(line(script, program, condition), option);
      }
    }
  }

  private static void option(StringBuilder script, OptionSpec option) {
    for (String name : option.names()) {
      script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      script.append(isPath(option) ? " -r -F" : " -x");
    }
    script.append(" -d ").append(quoted(String.join(" ", option.description()))).append('\n');
  }

  private static boolean isPath(OptionSpec option) {
    Class<?> of =
        option.typeInfo().isMultiValue() || option.typeInfo().isOptional()
            ? option.auxiliaryTypes()[0]
            : option.type();
    return Path.class.equals(of) || File.class.equals(of);
  }

  private static StringBuilder line(StringBuilder script, String program, String condition) {
    return script.append("complete -c ").append(program).append(" -n ").append(quoted(condition));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
