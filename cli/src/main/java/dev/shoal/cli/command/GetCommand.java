package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.Followed;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.content.Conflict;
import dev.shoal.node.GetOptions;
import dev.shoal.node.Node;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal get}. */
@Command(
    name = "get",
    description = {
      "Gets what a link names: a magnet link, a .torrent file or its address, or an info-hash.",
      "What was begun goes on where it was left."
    },
    footer = {
      "",
      "Examples:",
      "  shoal get 'magnet:?xt=urn:btih:…'",
      "  shoal get linux.iso.torrent --to ~/Downloads",
      "  shoal get photos.torrent --select '1,3-5,*.jpg'",
      "  shoal get data.torrent --keep-seeding --seed-ratio 2",
      "  shoal get film.torrent --stdout | mpv -",
      "  shoal get --lan holiday photos"
    })
final class GetCommand extends Verb {
  private static final String PATIENCE = "60s";

  @Parameters(arity = "1..*", paramLabel = "LINK", description = "what to get")
  private List<String> links = new ArrayList<>();

  @Mixin private final NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--to", paramLabel = "DIR", description = "where it is to appear; default: here")
  private Path to = Path.of("");

  @Option(
      names = "--select",
      paramLabel = "FILES",
      description = "by number, range or glob: 1,3-5,*.jpg; default: all")
  private String selection = "";

  /** What happens to files that are in the way. */
  private static final class InTheWay {
    @Option(names = "--overwrite", description = "replace files that differ")
    private boolean overwrite;

    @Option(names = "--rename", description = "write under another name beside files that differ")
    private boolean rename;

    @Option(names = "--skip", description = "leave files that differ, and do not fetch them")
    private boolean skip;

    private Conflict conflict() {
      return overwrite
          ? Conflict.OVERWRITE
          : rename ? Conflict.RENAME : skip ? Conflict.SKIP : Conflict.REFUSE;
    }
  }

  @ArgGroup private InTheWay inTheWay = new InTheWay();

  @Option(
      names = "--first",
      paramLabel = "FILES",
      description = "files to fetch before the others, as for --select")
  private String first = "";

  @Option(names = "--sequential", description = "from the beginning to the end")
  private boolean sequential;

  @Option(
      names = "--lan",
      description = "LINK is words of a name: get what a peer on this network offers under it")
  private boolean lan;

  @Option(
      names = "--stdout",
      description = "write one file to standard output as it arrives, and keep nothing")
  private boolean stdout;

  @Option(names = "--keep-seeding", description = "go on serving when it is complete")
  private boolean keepSeeding;

  @Option(
      names = "--seed-ratio",
      paramLabel = "R",
      description = "serve until R times its size was sent")
  private Optional<Double> seedRatio = Optional.empty();

  @Option(names = "--seed-time", paramLabel = "TIME", description = "serve for so long: 30m, 2h")
  private Optional<String> seedTime = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "give up after so long without any peer; default: " + PATIENCE)
  private String timeout = PATIENCE;

  @Option(names = "--wait", description = "never give up")
  private boolean waitForEver;

  GetCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    return stdout ? pour() : get();
  }

  /** Whether the node stays when all is here; else it only asks in the DHT (BEP 43). */
  private boolean keepsSeeding() {
    return keepSeeding || seedRatio.isPresent() || seedTime.isPresent();
  }

  private int get() throws Exception {
    GetOptions options = options(console.resolve(to));
    Goals.Get goal = goal("; what is here is kept");
    Screen screen = screen();
    Reporter reporter = reporter(screen);
    Signals signals = Signals.install();
    try (Node node = nodeOptions.start(console, !keepsSeeding())) {
      Following following = following(node, reporter, screen, signals);
      for (String link : lan ? List.of(named(node)) : links) {
        following.add(node.get(whole(link), options), followed(link), goal);
      }
      int exitCode = following.untilAllHaveEnded();
      reporter.close();
      return signals.signal().map(signal -> ended(signal, following, reporter)).orElse(exitCode);
    }
  }

  /**
   * Gets one file to standard output. Its bytes lie in a folder of their own meanwhile, and so does
   * the node's state: nothing of what other downloads know is touched.
   */
  private int pour() throws Exception {
    if (output.json || (links.size() > 1 && !lan)) {
      throw new Problem(
          Problem.Kind.USAGE,
          "--stdout writes one file and nothing else",
          "one link, and no --json");
    }
    Goals.Get goal = goal("");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Screen aside = new Screen(nowhere, console.err(), screen().drawing(), console.columns());
    Reporter reporter = reporter(aside);
    Signals signals = Signals.install();
    try (Scratch scratch = Scratch.in(nodeOptions.stateFolder(console));
        Node node = nodeOptions.start(scratch.folder("state"), true)) {
      String link = lan ? named(node) : links.getFirst();
      Path into = scratch.folder("content");
      Following following = following(node, reporter, aside, signals);
      try (Pouring pouring = new Pouring(console.bytes(), following::wake)) {
        String file = selection.isBlank() ? meant(link) : selection;
        following.add(
            node.get(whole(link), options(into).withSelection(file).withSequential(true)),
            followed(link),
            new Goals.Pour(goal, into, file, pouring));
        int exitCode = following.untilAllHaveEnded();
        reporter.close();
        return signals.signal().map(Signals.Ending::exitCode).orElse(exitCode);
      }
    }
  }

  /** The link of what others on this network call so. */
  private String named(Node node) {
    return Finds.link(Choice.of(Finds.of(node, links).contents(), screen().drawing()));
  }

  private GetOptions options(Path into) {
    return GetOptions.defaults()
        .withInto(into)
        .withConflict(inTheWay.conflict())
        .withSelection(selection)
        .withFirst(first)
        .withSequential(sequential)
        .withTrackers(nodeOptions.trackers())
        .withPeers(nodeOptions.peers());
  }

  private Goals.Get goal(String kept) {
    Duration patience = Words.parseDuration(timeout);
    return new Goals.Get(
        again("--wait"),
        kept,
        waitForEver ? Optional.empty() : Optional.of(patience),
        keepSeeding,
        seedRatio.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        seedTime.map(Words::parseDuration));
  }

  private Following following(Node node, Reporter reporter, Screen screen, Signals signals) {
    Following following = new Following(console, reporter, screen, signals);
    signals.attend(following::wake);
    following.beside(Listening.tell(node, reporter)::look);
    return following;
  }

  /** The files that a link itself means (BEP 53), as a person writes them. */
  private static String meant(String link) {
    return !link.startsWith("magnet:")
        ? ""
        : Magnet.parse(link).only().stream()
            .map(files -> (files.first() + 1) + "-" + (files.last() + 1))
            .collect(Collectors.joining(","));
  }

  /** The link, or where the file lies that a person wrote the path of. */
  private String whole(String link) {
    return isFile(link) ? console.resolve(Path.of(link)).toString() : link;
  }

  private boolean isFile(String link) {
    return !link.startsWith("magnet:")
        && !Urls.isWeb(link)
        && Files.isRegularFile(console.resolve(Path.of(link)));
  }

  /** What is known of a link before anybody is asked: its name, and how many trackers it names. */
  private Followed followed(String link) throws java.io.IOException {
    String name = link;
    int trackers = 0;
    try {
      if (link.startsWith("magnet:")) {
        Magnet magnet = Magnet.parse(link);
        name = magnet.name().orElse(magnet.infoHash().hex());
        trackers = magnet.trackers().size();
      } else if (isFile(link)) {
        var torrent = TorrentFiles.read(console.resolve(Path.of(link)));
        name = torrent.info().layout().name();
        trackers = torrent.trackers().stream().mapToInt(List::size).sum();
      }
    } catch (Problem theNodeSaysSo) {
      // it is told by who understands links
    }
    boolean asked = nodeOptions.usesTrackers();
    int all = asked ? trackers + nodeOptions.trackers().size() : 0;
    return new Followed(name, all, console.clock().nanos());
  }

  private static int ended(Signals.Ending signal, Following following, Reporter reporter) {
    long[] done = following.done();
    reporter.note(
        done[1] > 0 && done[0] >= done[1]
            ? "stopped"
            : "stopped at "
                + Words.percent(done[0], done[1])
                + "; the same command goes on from there");
    return signal.exitCode();
  }
}
