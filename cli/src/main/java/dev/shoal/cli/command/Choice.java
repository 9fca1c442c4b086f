package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.show.Words;
import dev.shoal.host.Found;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which of the contents that were found by a name is meant. */
final class Choice {
  private Choice() {}

  /**
   * The only one, or the one that the person picks.
   *
   * @param asks whether a person may be asked
   * @throws Problem of kind USAGE if there are several and nobody is there to pick, or none is
   *     picked
   */
  static List<Found> of(List<List<Found>> contents, boolean asks) {
    if (contents.size() == 1) {
      return contents.getFirst();
    }
    Console terminal =
        Optional.ofNullable(System.console())
            .filter(it -> asks && it.isTerminal())
            .orElseThrow(() ->
                new Problem(
                    Problem.Kind.USAGE,
                    "several are called so:\n" + numbered(contents),
                    "shoal get " + Words.quoted(Finds.link(contents.getFirst()))));
    terminal.writer().println(numbered(contents));
    String answer = terminal.readLine("Which of them (1 to %d)? ", contents.size());
    String number = answer == null ? "" : answer.strip();
    int picked = number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : 0;
    if (picked < 1 || picked > contents.size()) {
      throw new Problem(Problem.Kind.USAGE, "nothing was picked", "a number of the list");
    }
    return contents.get(picked - 1);
  }

  private static String numbered(List<List<Found>> contents) {
    return IntStream.range(0, contents.size())
        .mapToObj(i -> "  " + (i + 1) + "  " + Finds.line(contents.get(i)))
        .collect(Collectors.joining("\n"));
  }
}
