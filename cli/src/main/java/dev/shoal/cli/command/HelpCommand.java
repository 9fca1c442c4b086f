package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Plugin;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.reference.ManPage;
import dev.shoal.cli.show.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal help}. */
@Command(name = "help", description = "All verbs, or one verb's options and examples.")
final class HelpCommand extends Verb {
  @Parameters(arity = "0..1", paramLabel = "VERB", description = "the verb in question")
  private Optional<String> verb = Optional.empty();

  @Option(names = "--man", paramLabel = "DIR", description = "write manual pages into this folder")
  private Optional<Path> pages = Optional.empty();

  HelpCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if (pages.isPresent()) {
      writePages(console.resolve(pages.get()));
      return 0;
    }
    console.out().print(verb.map(word -> Program.usage(console, word)).orElseGet(HelpCommand::all));
    return 0;
  }

  private void writePages(Path folder) throws IOException {
    Files.createDirectories(folder);
    CommandSpec program = Program.whole(console).getCommandSpec();
    String version = VersionCommand.line();
    Files.writeString(folder.resolve("shoal.1"), ManPage.of(program, version, all()));
    for (CommandLine verb : program.subcommands().values()) {
      CommandSpec spec = verb.getCommandSpec();
      Path page = folder.resolve("shoal-" + spec.name() + ".1");
      Files.writeString(page, ManPage.ofVerb(program.name(), spec, version));
    }
  }

  /** The verbs, by groups. */
  static String all() {
    StringBuilder text = new StringBuilder("Shoal moves files from peer to peer.\n\n");
    String group = "";
    for (Plugin verb : Verbs.all()) {
      text.append(Columns.pad(verb.group().equals(group) ? "" : verb.group(), 8))
          .append(Columns.pad("shoal " + verb.usage(), 31))
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
