package dev.shoal.cli.command;

import dev.shoal.cli.show.Columns;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shoal help}. */
@Command(name = "help", description = "All verbs, or one verb's options and examples.")
final class HelpCommand extends Verb {
  @Parameters(arity = "0..1", paramLabel = "VERB", description = "the verb in question")
  private Optional<String> verb = Optional.empty();

  HelpCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    console.out().print(verb.map(word -> Program.usage(console, word)).orElseGet(HelpCommand::all));
    return 0;
  }

  /** The verbs, by groups. */
  static String all() {
    StringBuilder text = new StringBuilder("Shoal moves files from peer to peer.\n\n");
    String group = "";
    for (Verbs verb : Verbs.values()) {
      text.append(Columns.pad(verb.group().equals(group) ? "" : verb.group(), 8))
          .append(Columns.pad("shoal " + verb.usage(), 30))
          .append(verb.purpose())
          .append('\n');
      group = verb.group();
    }
    return text.append(
            """

            shoal help VERB      its options and examples
            Every option has a variable as well: SHOAL_ and its name in capitals, SHOAL_NO_DHT=true.
            """)
        .toString();
  }
}
