package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.cli.report.Followed;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.content.Conflict;
import dev.shoal.node.GetOptions;
import dev.shoal.node.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
      "  shoal get data.torrent --keep-seeding --seed-ratio 2"
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

  @Option(names = "--sequential", description = "from the beginning to the end")
  private boolean sequential;

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
    GetOptions options =
        GetOptions.defaults()
            .withInto(console.resolve(to))
            .withConflict(inTheWay.conflict())
            .withSelection(selection)
            .withSequential(sequential)
            .withTrackers(nodeOptions.trackers())
            .withPeers(nodeOptions.peers());
    Duration patience = Words.parseDuration(timeout);
    Optional<Duration> seeding = seedTime.map(Words::parseDuration);
    OptionalDouble ratio = seedRatio.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    Screen screen = screen();
    Reporter reporter = reporter(screen);
    Signals signals = Signals.install();
    try (Node node = nodeOptions.start(console)) {
      Following following = new Following(console, reporter, screen, signals);
      signals.attend(following::wake);
      Listening.tell(node, reporter);
      for (String link : links) {
        Goals.Get goal =
            new Goals.Get(
                again("--wait"),
                waitForEver ? Optional.empty() : Optional.of(patience),
                keepSeeding,
                ratio,
                seeding);
        following.add(node.get(whole(link), options), followed(link), goal);
      }
      int exitCode = following.untilAllHaveEnded();
      reporter.close();
      return signals.signal().map(signal -> ended(signal, following, reporter)).orElse(exitCode);
    }
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
