package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.pages.TrackerPages;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.net.Binding;
import dev.shoal.tracker.Tracker;
import dev.shoal.tracker.TrackerSettings;
import dev.shoal.tracker.core.TrackerLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal tracker}. */
@Command(
    name = "tracker",
    description = {
      "Tells peers of a torrent about each other, until Ctrl-C.",
      "",
      "users add NAME      a user for --private; prints the passkey",
      "users list          who there is, and what they moved",
      "users remove NAME   the passkey is good no more, a second later"
    },
    footer = {
      "",
      "Examples:",
      "  shoal tracker",
      "  shoal tracker --deny takedowns.txt --web-port 6970",
      "  shoal tracker users add alice ; shoal tracker --private",
      "  shoal tracker --store redis://127.0.0.1:6379"
    })
final class TrackerCommand extends Verb {
  /** How long the end may take: ten million peers are written down in some seconds. */
  private static final Duration SAVING = Duration.ofSeconds(50);

  @Parameters(paramLabel = "users ACTION", arity = "0..3", description = "one of those above")
  private List<String> words = new ArrayList<>();

  @Mixin private final PlaceOptions place = new PlaceOptions();
  @Mixin private final TrackerSocketOptions sockets = new TrackerSocketOptions();
  @Mixin private final TrackerAccessOptions access = new TrackerAccessOptions();
  @Mixin private final TrackerLogOptions log = new TrackerLogOptions();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "how often a peer is to announce; default 30m")
  private Optional<String> interval = Optional.empty();

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "share swarms with other trackers: redis://HOST:6379")
  private Optional<URI> store = Optional.empty();

  @Option(
      names = "--no-save",
      description = "do not keep swarms in the state folder over a restart")
  private boolean noSave;

  TrackerCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws InterruptedException {
    Path folder = place.stateFolder(console).resolve("tracker");
    if (words.isEmpty()) {
      return serve(folder);
    }
    if (!words.getFirst().equals("users")) {
      throw new Problem(
          Problem.Kind.USAGE, "a tracker does not " + words.getFirst(), "shoal tracker users list");
    }
    Path register = TrackerAccessOptions.register(made(folder));
    new TrackerUsers(console, register, output.json).run(words.subList(1, words.size()));
    return 0;
  }

  /** The folder, which only its owner may look into: passkeys are secrets. */
  private static Path made(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return folder;
    } catch (IOException e) {
      throw new Problem(Problem.Kind.STORAGE, folder + " cannot be made", "", e);
    }
  }

  private int serve(Path folder) throws InterruptedException {
    Screen screen = screen();
    Reporter reporter = reporter(screen);
    Signals signals = Signals.install();
    try (TrackerLog told = log.open(console, screen, reporter, output.json)) {
      TrackerSettings settings = settings(folder, reporter, told);
      try (Tracker tracker = Tracker.start(settings)) {
        CountDownLatch end = new CountDownLatch(1);
        signals.attend(end::countDown);
        signals.allow(SAVING);
        Optional<TrackerPages.Open> pages = pages(tracker);
        try {
          tell(screen, settings.listening().binding(), tracker, pages);
          end.await();
        } finally {
          pages.ifPresent(TrackerPages.Open::close);
        }
      }
      return signals.signal().map(Signals.Ending::exitCode).orElse(0);
    }
  }

  private TrackerSettings settings(Path folder, Reporter reporter, TrackerLog told) {
    Duration every = interval.map(Words::parseDuration).orElse(TrackerSettings.USUAL_INTERVAL);
    if (every.compareTo(TrackerSettings.MIN_INTERVAL) < 0) {
      every = TrackerSettings.MIN_INTERVAL;
      reporter.warning(
          "peers would do little but announce; the interval is " + every.toSeconds() + " s", "");
    }
    if (every.compareTo(TrackerSettings.MAX_INTERVAL) > 0) {
      throw new Problem(Problem.Kind.USAGE, "an interval of more than a day", "--interval 30m");
    }
    TrackerLimits limits =
        TrackerLimits.within(Runtime.getRuntime().maxMemory())
            .withPeersAtAddress(access.addressLimit());
    Optional<Path> file =
        sockets
            .name(place)
            .filter(_ -> !noSave)
            .map(name -> made(folder).resolve(name + ".swarms"));
    return TrackerSettings.on(sockets.listening(console, place))
        .withInterval(every)
        .withLimits(limits)
        .withAccess(access.access(console, access.isPrivate() ? made(folder) : folder))
        .withKeeping(new TrackerSettings.Keeping(file, store))
        .withEvents(told);
  }

  private Optional<TrackerPages.Open> pages(Tracker tracker) {
    Optional<Integer> port = sockets.webPort();
    if (port.isEmpty()) {
      return Optional.empty();
    }
    TrackerPages pages =
        ServiceLoader.load(TrackerPages.class)
            .findFirst()
            .orElseThrow(
                () -> new Problem(Problem.Kind.USAGE, "this build of Shoal draws no pages"));
    InetAddress at = sockets.webAddress();
    return Optional.of(
        pages.open(
            () -> tracker.figures(VersionCommand.version()),
            new InetSocketAddress(at, port.get())));
  }

  private void tell(
      Screen screen, Binding binding, Tracker tracker, Optional<TrackerPages.Open> pages) {
    List<InetAddress> found = binding.reachableAt();
    List<InetAddress> addresses =
        found.isEmpty() ? List.of(InetAddress.ofLiteral("127.0.0.1")) : found;
    if (!output.json) {
      for (InetAddress address : addresses) { // each for itself: a peer may reach but one of them
        for (URI url : tracker.announceUrls(address)) {
          String text = url.toString();
          screen.result(access.isPrivate() ? text.replace("/announce", "/PASSKEY/announce") : text);
        }
      }
      pages.ifPresent(open -> screen.result("page: " + open.address()));
      return;
    }
    int port =
        tracker
            .httpPort()
            .orElseGet(() -> tracker.udpPort().orElseGet(() -> tracker.httpsPort().orElseThrow()));
    JsonLine line =
        JsonLine.event("listening", console.clock().millis())
            .with("address", addresses.getFirst().getHostAddress())
            .with("port", port);
    tracker.httpPort().ifPresent(http -> line.with("http", http));
    tracker.httpsPort().ifPresent(https -> line.with("https", https));
    tracker.udpPort().ifPresent(udp -> line.with("udp", udp));
    pages.ifPresent(open -> line.with("web", open.address().toString()));
    screen.result(line.end());
  }
}
