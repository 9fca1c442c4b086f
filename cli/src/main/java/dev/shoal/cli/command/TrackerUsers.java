package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.tracker.Providers;
import dev.shoal.tracker.users.User;
import dev.shoal.tracker.users.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code shoal tracker users add|list|remove}: who may use a private tracker. */
final class TrackerUsers {
  private static final String TRY = "shoal tracker users add NAME | list | remove NAME";

  private final Console console;
  private final Path file;
  private final boolean json;

  /** Those in this register. */
  TrackerUsers(Console console, Path file, boolean json) {
    this.console = console;
    this.file = file;
    this.json = json;
  }

  /**
   * Does what these words say.
   *
   * @throws Problem of kind USAGE if they say nothing
   */
  void run(List<String> words) {
    String action = words.isEmpty() ? "list" : words.getFirst();
    boolean named = words.size() == 2;
    if (action.equals("list") && !Files.exists(file)) {
      console.err().println("there are no users yet: shoal tracker users add NAME");
      return;
    }
    try (Users users = Providers.users(file)) {
      if (action.equals("list") && words.size() < 2) {
        list(users.list());
      } else if (action.equals("add") && named) {
        add(users.add(words.get(1)));
      } else if (action.equals("remove") && named) {
        User gone =
            users
                .remove(words.get(1))
                .orElseThrow(
                    () -> new Problem(Problem.Kind.USAGE, "there is no user " + words.get(1)));
        tell(gone, "removed " + gone.name());
      } else {
        throw new Problem(Problem.Kind.USAGE, "nothing to do with users: " + action, TRY);
      }
    }
  }

  private void add(User user) {
    tell(user, user.passkey());
    if (!json) {
      console
          .err()
          .println("the announce address of " + user.name() + " has this before /announce:");
      console.err().println("  http://HOST:6969/" + user.passkey() + "/announce");
    }
  }

  private void list(List<User> users) {
    if (!json) {
      console
          .out()
          .printf("%-24s %12s %12s %7s  %s%n", "name", "uploaded", "downloaded", "ratio", "since");
    }
    for (User user : users) {
      tell(
          user,
          String.format(
              Locale.ROOT,
              "%-24s %12s %12s %7s  %s",
              user.name(),
              Bytes.format(user.uploaded()),
              Bytes.format(user.downloaded()),
              user.ratio().isPresent()
                  ? String.format(Locale.ROOT, "%.2f", user.ratio().getAsDouble())
                  : "-",
              user.since().toString().substring(0, 10)));
    }
  }

  private void tell(User user, String words) {
    console
        .out()
        .println(
            json
                ? JsonLine.event("user", console.clock().millis())
                    .with("name", user.name())
                    .with("passkey", user.passkey())
                    .with("since", user.since().toString())
                    .with("uploaded", user.uploaded())
                    .with("downloaded", user.downloaded())
                    .end()
                : words);
  }
}
