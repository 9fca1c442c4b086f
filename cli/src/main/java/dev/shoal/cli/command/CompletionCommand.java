package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.reference.FishCompletion;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shoal completion}. */
@Command(
    name = "completion",
    description = "Prints what a shell needs to complete verbs and options.",
    footer = {
      "",
      "Examples:",
      "  source <(shoal completion bash)      in ~/.bashrc; the same in ~/.zshrc with zsh",
      "  shoal completion fish > ~/.config/fish/completions/shoal.fish"
    })
final class CompletionCommand extends Verb {
  /** Shells whose scripts are known. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Parameters(paramLabel = "bash|zsh|fish", description = "the shell")
  private Shell shell = Shell.bash;

  CompletionCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    CommandLine program = Program.whole(console);
    console
        .out()
        .print(
            switch (shell) {
              case bash, zsh -> AutoComplete.bash("shoal", program); // zsh reads those of bash
              case fish -> FishCompletion.of(program.getCommandSpec());
            });
    return 0;
  }
}
