package dev.shoal.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Problem;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.mapping.Way;
import org.junit.jupiter.api.Test;

class TextReporterTest {
  private final Recorder recorder = new Recorder();

  private TextReporter reporter(boolean quiet, boolean verbose, boolean colour) {
    return new TextReporter(recorder.screen, new TextReporter.Style(quiet, verbose, colour, false));
  }

  @Test
  void resultsAndMessagesAreApart() {
    Events.tell(reporter(false, false, false));
    assertThat(recorder.results()).containsExactly("magnet:?xt=urn:btih:0123", "/data/photos");
    assertThat(recorder.messages())
        .containsExactly(
            "get it with:  shoal get 'magnet:?xt=urn:btih:0123'",
            "photos  1 file  300 B",
            "warning: a tracker is gone",
            "  try:   another one",
            "complete: 300 B in 0:01, 200 B/s");
  }

  @Test
  void quietMeansResultsAndErrors() {
    TextReporter reporter = reporter(true, false, false);
    Events.tell(reporter);
    reporter.failure(Failure.of(new Problem(Problem.Kind.STORAGE, "the disk is full")));
    assertThat(recorder.results()).hasSize(2);
    assertThat(recorder.messages()).containsExactly("error: the disk is full");
  }

  @Test
  void verboseTellsOfPeersAndTrackersAndWhereAnErrorHappened() {
    TextReporter reporter = reporter(false, true, false);
    Events.tell(reporter);
    reporter.failure(Failure.of(new IllegalStateException("boo")));
    assertThat(recorder.messages())
        .contains(
            "udp://tracker.example:6969 answered: 4 peers",
            "203.0.113.7:51413  Transmission 3.00  connected, encrypted",
            "piece 6 is wrong and is fetched anew",
            "203.0.113.7:51413  banned: it sent wrong data",
            "checked: 1 of 2 pieces good")
        .anyMatch(line -> line.startsWith("\tat dev.shoal.cli.report.TextReporterTest"));
  }

  @Test
  void withoutVerboseThereIsNoStackTrace() {
    reporter(false, false, false).failure(Failure.of(new IllegalStateException("boo")));
    assertThat(recorder.messages())
        .containsExactly(
            "error: unexpected: java.lang.IllegalStateException: boo",
            "  try:   this is a bug; -v shows where it happened");
  }

  @Test
  void whatARouterOpenedIsSaid() {
    reporter(false, false, false).mapped(Events.mapped(Way.UPNP, "203.0.113.9"));
    reporter(false, false, false).mapped(Events.mapped(Way.UPNP, "10.1.2.3"));
    reporter(false, true, false).mapped(Events.mapped(Way.PCP, "10.1.2.3"));
    assertThat(recorder.messages())
        .containsExactly(
            "reachable from outside at 203.0.113.9:7463 (UPnP)",
            "the router opened 10.1.2.3:7463 (PCP), but is itself behind another one");
  }

  @Test
  void coloursAreAroundTheFirstWordOnly() {
    reporter(false, false, true).warning("careful", "");
    assertThat(recorder.messages()).containsExactly("\u001b[1;33mwarning: \u001b[0mcareful");
  }

  @Test
  void aStrangersNameMovesNothing() {
    TextReporter reporter = reporter(false, false, false);
    reporter.event(
        new Followed("", 0, 0),
        new TransferEvent.Described(Events.layout("\u001b]0;boo\u0007\nx"), Events.HASH));
    assertThat(recorder.messages())
        .singleElement()
        .asString()
        .doesNotContain("\u001b", "\u0007")
        .contains("boo");
  }
}
