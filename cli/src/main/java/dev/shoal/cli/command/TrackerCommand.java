package dev.shoal.cli.command;

import dev.shoal.base.Problem;
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
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shoal tracker}. */
@Command(
    name = "tracker",
    description = "Tells peers of a torrent about each other, until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  shoal tracker",
      "  shoal tracker --udp-port 6969 --http-port 0 --allow hashes.txt"
    })
final class TrackerCommand extends Verb {
  private static final int USUAL_PORT = 6969; // which most trackers have

  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Option(names = "--udp-port", paramLabel = "N", description = "0: no UDP; default 6969")
  private Optional<Integer> udpPort = Optional.empty();

  @Option(names = "--http-port", paramLabel = "N", description = "0: no HTTP; default 6969")
  private Optional<Integer> httpPort = Optional.empty();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "how often a peer is to announce; default 30m")
  private Optional<String> interval = Optional.empty();

  @Option(
      names = "--allow",
      paramLabel = "FILE",
      description = "serve only these info-hashes; read again when it changes")
  private Optional<Path> allow = Optional.empty();

  @Option(
      names = "--deny",
      paramLabel = "FILE",
      description = "do not serve these info-hashes; read again when it changes")
  private Optional<Path> deny = Optional.empty();

  TrackerCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = screen();
    Reporter reporter = reporter(screen);
    Signals signals = Signals.install();
    TrackerSettings settings = settings(reporter);
    try (Tracker tracker = Tracker.start(settings)) {
      CountDownLatch end = new CountDownLatch(1);
      signals.attend(end::countDown);
      tell(screen, settings.binding(), tracker);
      end.await();
      return signals.signal().map(Signals.Ending::exitCode).orElse(0);
    }
  }

  private TrackerSettings settings(Reporter reporter) {
    Duration every = interval.map(Words::parseDuration).orElse(TrackerSettings.USUAL_INTERVAL);
    if (every.compareTo(TrackerSettings.MIN_INTERVAL) < 0) {
      every = TrackerSettings.MIN_INTERVAL;
      reporter.warning(
          "peers would do little but announce; the interval is " + every.toSeconds() + " s", "");
    }
    OptionalInt udp = port(udpPort);
    OptionalInt http = port(httpPort);
    if (udp.isEmpty() && http.isEmpty()) {
      throw new Problem(
          Problem.Kind.USAGE, "a tracker without UDP and without HTTP", "leave one of them on");
    }
    return new TrackerSettings(
        place.binding(),
        udp,
        http,
        every,
        allow.map(console::resolve),
        deny.map(console::resolve),
        warning -> reporter.warning(warning, ""));
  }

  private OptionalInt port(Optional<Integer> own) {
    int number = own.orElseGet(() -> place.port().orElse(USUAL_PORT));
    if (own.isPresent() && number == 0) {
      return OptionalInt.empty();
    }
    if (number != 0 && !PlaceOptions.isPort(number)) {
      throw new Problem(Problem.Kind.USAGE, "there is no port " + number, "0 to 65535");
    }
    return OptionalInt.of(number);
  }

  private void tell(Screen screen, Binding binding, Tracker tracker) {
    InetAddress address =
        binding.addresses().stream().findFirst().orElseGet(() -> InetAddress.ofLiteral("0.0.0.0"));
    int port = tracker.httpPort().orElseGet(() -> tracker.udpPort().orElseThrow());
    if (output.json) {
      JsonLine line =
          JsonLine.event("listening", console.clock().millis())
              .with("address", address.getHostAddress())
              .with("port", port);
      tracker.httpPort().ifPresent(http -> line.with("http", http));
      tracker.udpPort().ifPresent(udp -> line.with("udp", udp));
      screen.result(line.end());
    } else {
      for (URI url : tracker.announceUrls(address)) {
        screen.result(url.toString());
      }
    }
  }
}
