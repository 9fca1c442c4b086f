package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Plugin;
import dev.shoal.cli.plugin.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The verbs of this room, in the order in which they are listed; {@link #all} has the others too.
 */
enum Verbs implements Plugin {
  SHARE("SHARE", "share PATH...", "share files and folders until Ctrl-C; prints a link"),
  GET("SHARE", "get LINK...", "magnet link, .torrent file or URL, info-hash"),
  CREATE("SHARE", "create PATH -o FILE", "make a .torrent"),
  SHOW("SHARE", "show LINK|FILE", "say what is in it"),
  CHECK("SHARE", "check FILE --data DIR", "does the data match?"),
  EDIT("SHARE", "edit FILE", "its trackers, web seeds, comment"),
  FIND("FIND", "find WORDS...", "ask the peers on this network who has a file of that name"),
  DHT("FIND", "dht ACTION ...", "lookup, peers, announce, get, put, sample, run"),
  PEERS("FIND", "peers", "what this node remembers of other nodes"),
  TRACKER("SERVE", "tracker", "be a tracker"),
  BOOTSTRAP("SERVE", "bootstrap", "be a first contact for others"),
  DEMO("SEE", "demo", "a tour on this machine alone: a file spreads, a liar is thrown out"),
  DOCTOR("NODE", "doctor", "is this machine ready?"),
  PATHS("NODE", "paths", "where Shoal keeps what"),
  COMPLETION("NODE", "completion bash|zsh|fish", "words that a shell may complete"),
  VERSION("NODE", "version", "which Shoal this is"),
  HELP("NODE", "help [VERB]", "this text, or a verb's options and examples");

  private final String group;
  private final String usage;
  private final String purpose;

  Verbs(String group, String usage, String purpose) {
    this.group = group;
    this.usage = usage;
    this.purpose = purpose;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public String usage() {
    return usage;
  }

  @Override
  public String purpose() {
    return purpose;
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Verb make(Console console) {
    return switch (this) {
      case SHARE -> new ShareCommand(console);
      case GET -> new GetCommand(console);
      case CREATE -> new CreateCommand(console);
      case SHOW -> new ShowCommand(console);
      case CHECK -> new CheckCommand(console);
      case EDIT -> new EditCommand(console);
      case FIND -> new FindCommand(console);
      case DHT -> new DhtCommand(console);
      case PEERS -> new PeersCommand(console);
      case BOOTSTRAP -> new BootstrapCommand(console);
      case TRACKER -> new TrackerCommand(console);
      case DEMO -> new DemoCommand(console);
      case DOCTOR -> new DoctorCommand(console);
      case PATHS -> new PathsCommand(console);
      case COMPLETION -> new CompletionCommand(console);
      case VERSION -> new VersionCommand(console);
      case HELP -> new HelpCommand(console);
    };
  }

  /** All there are: those of other rooms stand at the end of their groups. */
  static List<Plugin> all() {
    List<Plugin> all = new ArrayList<>(List.of(values()));
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      int place = all.size();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).group().equals(plugin.group())) {
          place = i + 1;
        }
      }
      all.add(place, plugin);
    }
    return all;
  }

  /** The one with this word. Others are looked for only if none of these has it. */
  static Optional<Plugin> of(String word) {
    for (Verbs verb : values()) {
      if (verb.word().equals(word)) {
        return Optional.of(verb);
      }
    }
    return all().stream().filter(plugin -> plugin.word().equals(word)).findFirst();
  }
}
