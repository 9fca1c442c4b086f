package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.Followed;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.node.Node;
import dev.shoal.node.ShareOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal share}. */
@Command(
    name = "share",
    description = "Shares files and folders where they are, until Ctrl-C; prints a link for each.",
    footer = {
      "",
      "Examples:",
      "  shoal share photos",
      "  shoal share film.mkv --tracker udp://tracker.example:6969/announce",
      "  shoal share data --once",
      "  shoal share photos --findable",
      "  shoal share Downloads/linux.iso --torrent linux.iso.torrent"
    })
final class ShareCommand extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "a file or folder; each is a share")
  private List<Path> paths = new ArrayList<>();

  @Mixin private final NodeOptions nodeOptions = new NodeOptions();

  @Option(
      names = "--torrent",
      paramLabel = "FILE",
      description = "serve exactly what this .torrent describes; PATH is checked first, once")
  private Optional<Path> torrent = Optional.empty();

  @Option(names = "--once", description = "until one full copy was delivered")
  private boolean once;

  @Option(
      names = "--until-copies",
      paramLabel = "N",
      description = "until so many full copies were delivered")
  private Optional<Integer> untilCopies = Optional.empty();

  @Option(names = "--for", paramLabel = "TIME", description = "for so long: 30m, 2h")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "files and folders to leave out; repeatable")
  private List<String> excludes = new ArrayList<>();

  @Option(
      names = "--serve-tracker",
      description = "be its tracker as well, so that any client can join by the link alone")
  private boolean serveTracker;

  @Option(names = "--findable", description = "let others on this network find it by its name")
  private boolean findable;

  @Option(names = "--private", description = "only its own trackers may name peers")
  private boolean isPrivate;

  @Option(
      names = "--super-seed",
      description = "give each piece little more than once, to be out of it soon")
  private boolean superSeed;

  @Option(names = "--qr", description = "draw the link as a QR code for a telephone")
  private boolean qr;

  @Option(names = "--format", paramLabel = "v1", description = "the version of BitTorrent: v1")
  private String format = "v1";

  @Option(
      names = "--piece-size",
      paramLabel = "SIZE",
      description = "bytes of a piece, 16KiB to 64MiB; default: by the size of the data")
  private Optional<String> pieceSize = Optional.empty();

  ShareCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Formats.requireV1(format);
    ShareOptions options = options();
    Optional<Duration> limit = time.map(Words::parseDuration);
    List<Path> shared = paths.stream().map(console::existing).toList();
    Screen screen = screen();
    Reporter reporter = reporter(screen);
    Signals signals = Signals.install();
    try (Node node = nodeOptions.start(console, false);
        OwnTracker tracker = OwnTracker.start(serveTracker, nodeOptions.binding())) {
      Following following = new Following(console, reporter, screen, signals);
      signals.attend(following::wake);
      following.beside(Listening.tell(node, reporter)::look);
      long now = console.clock().nanos();
      Goals.Share goal = new Goals.Share(copies(), limit, now);
      ShareOptions announced = options.withTrackers(tracker.and(options.trackers(), node));
      int trackers = nodeOptions.usesTrackers() ? announced.trackers().size() : 0;
      for (Path path : shared) {
        String name = String.valueOf(path.getFileName());
        following.add(node.share(path, announced), new Followed(name, trackers, now), goal);
      }
      int exitCode = following.untilAllHaveEnded();
      reporter.close();
      return signals.signal().map(signal -> ended(signal, following, reporter)).orElse(exitCode);
    }
  }

  private ShareOptions options() {
    if (torrent.isPresent() && paths.size() > 1) {
      throw new Problem(
          Problem.Kind.USAGE, "a .torrent describes one PATH, not " + paths.size(), "one PATH");
    }
    if (isPrivate && findable) {
      throw new Problem(
          Problem.Kind.USAGE, "a private share is not to be found by others", "one of the two");
    }
    boolean reachable = serveTracker || torrent.isPresent() || !nodeOptions.trackers().isEmpty();
    if (isPrivate && !reachable && nodeOptions.peers().isEmpty()) {
      throw new Problem(
          Problem.Kind.USAGE,
          "a private share without a tracker has a link that nobody can use",
          again("--serve-tracker") + "   or --tracker URL");
    }
    ShareOptions options =
        ShareOptions.defaults()
            .withPieceSize(pieceSize.map(Bytes::parse).orElse(0L))
            .withTrackers(nodeOptions.trackers())
            .withPrivateContent(isPrivate)
            .withExcludes(excludes)
            .withPeers(nodeOptions.peers())
            .withSuperSeed(superSeed)
            .withFindable(findable);
    return torrent.map(file -> options.withDescription(console.resolve(file))).orElse(options);
  }

  @Override
  protected boolean drawsLinks() {
    return qr;
  }

  private OptionalInt copies() {
    if (untilCopies.isPresent()) {
      return OptionalInt.of(untilCopies.get());
    }
    return once ? OptionalInt.of(1) : OptionalInt.empty();
  }

  private static int ended(Signals.Ending signal, Following following, Reporter reporter) {
    int copies = following.copies();
    reporter.note(
        switch (copies) {
          case 0 -> "stopped; no full copy was delivered, so nobody can finish now";
          case 1 -> "stopped; one full copy was delivered";
          default -> "stopped; " + copies + " full copies were delivered";
        });
    return signal == Signals.Ending.INT && copies > 0 ? 0 : signal.exitCode();
  }
}
