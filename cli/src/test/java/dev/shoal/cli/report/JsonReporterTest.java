package dev.shoal.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.host.Progress;
import dev.shoal.net.mapping.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events are a contract: fields may be added here, never renamed. */
class JsonReporterTest {
  private static final Clock CLOCK =
      new Clock() {
        @Override
        public long nanos() {
          return 0;
        }

        @Override
        public long millis() {
          return 1_700_000_000_000L;
        }
      };

  private final Recorder recorder = new Recorder();

  private static String line(String event, String rest) {
    return "{\"v\":1,\"event\":\"" + event + "\",\"t\":1700000000000," + rest + "}";
  }

  private static String of(String event, String rest) {
    return line(event, "\"infoHash\":\"" + Events.HASH + "\"," + rest);
  }

  @Test
  void eachEventIsALine() {
    JsonReporter reporter = new JsonReporter(recorder.screen, CLOCK, true);
    reporter.listening("127.0.0.1", 7462);
    Events.tell(reporter);
    assertThat(recorder.results())
        .containsExactly(
            line("listening", "\"address\":\"127.0.0.1\",\"port\":7462"),
            line("checking", "\"done\":5,\"total\":10"),
            line("checked", "\"have\":1,\"pieces\":2"),
            of("link", "\"magnet\":\"magnet:?xt=urn:btih:0123\",\"torrent\":\"/state/x.torrent\""),
            of("metadata", "\"name\":\"photos\",\"bytes\":300,\"pieces\":2,\"files\":1"),
            of(
                "announced",
                "\"tracker\":\"udp://tracker.example:6969\",\"peers\":4,\"seeds\":null"),
            of(
                "peer",
                "\"address\":\"203.0.113.7:51413\",\"client\":\"Transmission 3.00\","
                    + "\"state\":\"connected\",\"encrypted\":true"),
            of("piece", "\"index\":7,\"have\":1,\"pieces\":2"),
            of("wrong", "\"index\":6"),
            of("banned", "\"address\":\"203.0.113.7:51413\",\"reason\":\"it sent wrong data\""),
            of("warning", "\"message\":\"a tracker is gone\",\"hint\":\"another one\""),
            of("complete", "\"path\":\"/data/photos\",\"bytes\":300,\"ms\":1500"));
  }

  @Test
  void whatARouterOpenedIsALine() {
    JsonReporter reporter = new JsonReporter(recorder.screen, CLOCK, false);
    reporter.mapped(Events.mapped(Way.NAT_PMP, "203.0.113.9"));
    reporter.mapped(Events.mapped(Way.UPNP, "10.1.2.3"));
    assertThat(recorder.results())
        .containsExactly(
            line(
                "mapped",
                "\"address\":\"203.0.113.9\",\"port\":7463,\"by\":\"nat-pmp\",\"public\":true"),
            line(
                "mapped",
                "\"address\":\"10.1.2.3\",\"port\":7463,\"by\":\"upnp\",\"public\":false"));
  }

  @Test
  void peersAreToldOnlyIfVerbose() {
    Events.tell(new JsonReporter(recorder.screen, CLOCK, false));
    assertThat(recorder.results()).noneMatch(line -> line.contains("\"peer\""));
  }

  @Test
  void progressIsToldWhenItChanges() {
    JsonReporter reporter = new JsonReporter(recorder.screen, CLOCK, false);
    Progress progress = new Progress(Progress.Phase.DOWNLOADING, 25, 100, 5, 6, 30, 7, 3, 2, 9, 1);
    var status = new Reporter.Status(new Followed("", 0, 0), progress, List.of());
    reporter.progress(List.of(status), true, 0);
    reporter.progress(List.of(status), false, 0);
    assertThat(recorder.results())
        .containsExactly(
            line(
                "progress",
                "\"done\":25,\"total\":100,\"down\":5,\"up\":6,\"downloaded\":30,\"uploaded\":7,"
                    + "\"peers\":3,\"seeds\":2,\"eta\":15000,\"copies\":1"));
  }

  @Test
  void anErrorIsToldToProgramsAndToPeople() {
    new JsonReporter(recorder.screen, CLOCK, false)
        .failure(Failure.of(new Problem(Problem.Kind.NO_PEERS, "nobody", "shoal get --wait")));
    assertThat(recorder.results())
        .containsExactly(
            line("error", "\"message\":\"nobody\",\"hint\":\"shoal get --wait\",\"exit\":3"));
    assertThat(recorder.messages()).containsExactly("error: nobody", "  try:   shoal get --wait");
  }

  @Test
  void whatAStrangerWroteStaysInItsLine() {
    String nasty = "a\"}\n{\u001b\u2028\\";
    recorder.screen.result(JsonLine.part().with("name", nasty).end());
    assertThat(recorder.results()).singleElement().asString().contains("a\\\"}\\n{\\u001");
  }
}
