package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.net.Binding;
import dev.shoal.testkit.Noise;
import dev.shoal.tracker.Tracker;
import dev.shoal.tracker.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  @TempDir private Path folder;

  @BeforeEach
  void someData() throws IOException {
    Files.createDirectory(folder.resolve("photos"));
    new Noise(1).file(folder.resolve("photos/a.jpg"), 100_000);
    new Noise(2).file(folder.resolve("photos/b.jpg"), 50_000);
  }

  private Called shoal(String... arguments) {
    return Called.in(folder, arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void helpListsAllVerbs(String word) {
    Called called = shoal(word);
    assertThat(called.exitCode()).isZero();
    for (Verbs verb : Verbs.values()) {
      assertThat(called.out()).contains("shoal " + verb.usage());
    }
    assertThat(shoal().out()).isEqualTo(called.out());
  }

  @ParameterizedTest
  @EnumSource
  void eachVerbHasHelp(Verbs verb) {
    Called called = shoal("help", verb.word());
    assertThat(called.exitCode()).isZero();
    assertThat(called.out()).contains("Usage: shoal " + verb.word()).doesNotContain("\u001b");
    assertThat(shoal(verb.word(), "--help").out()).isEqualTo(called.out());
  }

  @ParameterizedTest
  @CsvSource({
    "gte, shoal get",
    "shar, shoal share",
    "vesrion, shoal version",
    "banana, shoal help"
  })
  void aMistypedVerbIsGuessed(String written, String meant) {
    Called called = shoal(written);
    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.err())
        .isEqualTo("error: there is no verb " + written + "\n  try:   " + meant + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get",
        "get --no-such-option x",
        "get --skip --rename x",
        "get --timeout soon magnet:x",
        "get --peer nowhere magnet:x --bind lo",
        "get --port 70000 magnet:x --bind lo",
        "share nothing-there",
        "share photos --format v2",
        "share photos --for ever",
        "share photos --private --bind lo",
        "create",
        "create photos --piece-size huge",
        "create photos --piece-size 5",
        "create photos --tracker nonsense",
        "create nothing-there",
        "create photos --format hybrid",
        "check x.torrent",
        "show nothing-there",
        "tracker --udp-port 0 --http-port 0",
        "tracker --https-port 443",
        "tracker --address-limit -1",
        "tracker --trust-proxy everywhere",
        "tracker --threads 0",
        "tracker --store memcached://x",
        "tracker dance",
        "tracker --interval 25h",
        "help banana"
      })
  void misuseEndsWith2AndAHint(String line) {
    Called called = shoal(line.split(" "));
    assertThat(called.exitCode()).as(called.err()).isEqualTo(2);
    assertThat(called.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(called.out()).isEmpty();
  }

  @Test
  void createTwiceGivesEqualBytes() throws IOException {
    assertThat(shoal("create", "photos", "-o", "1.torrent", "--no-date").exitCode()).isZero();
    assertThat(shoal("create", "photos", "-o", "2.torrent", "--no-date").exitCode()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("1.torrent")))
        .isEqualTo(Files.readAllBytes(folder.resolve("2.torrent")));
  }

  @Test
  void createLeavesAnotherFileAlone() throws IOException {
    Files.writeString(folder.resolve("photos.torrent"), "something else");
    assertThat(shoal("create", "photos").exitCode()).isEqualTo(9);
    assertThat(folder.resolve("photos.torrent")).hasContent("something else");
    assertThat(shoal("create", "photos", "--overwrite", "--no-date").exitCode()).isZero();
    assertThat(shoal("create", "photos", "--no-date").exitCode()).isZero(); // it is the same
  }

  @Test
  void whatWasCreatedIsShown() {
    shoal(
        "create",
        "photos",
        "-o",
        "x.torrent",
        "--private",
        "--comment",
        "a\u001bword",
        "--source",
        "S",
        "--tracker",
        "udp://a.example:1,udp://b.example:2",
        "--tracker",
        "http://c.example/",
        "--web-seed",
        "http://d.example/");
    Called shown = shoal("show", "x.torrent");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .contains(
            "name        photos\n", "comment     a", "private", "web seed    http://d.example/")
        .contains("trackers    udp://a.example:1, udp://b.example:2\n")
        .contains("1  97.7 KiB   a.jpg\n", "2  48.8 KiB   b.jpg\n", "\nmagnet:?xt=urn:btih:")
        .doesNotContain("\u001b");
    assertThat(shoal("show", "x.torrent", "--json").out())
        .contains("\"trackers\":[[\"udp://a.example:1\",\"udp://b.example:2\"],")
        .contains("\"files\":[{\"path\":\"a.jpg\",\"bytes\":100000},")
        .hasLineCount(1);
  }

  @Test
  void trackersAreAskedHowManyHaveIt() {
    try (Tracker tracker = Tracker.start(TrackerSettings.on(Binding.loopback()))) {
      String url = "http://127.0.0.1:" + tracker.httpPort().orElseThrow() + "/announce";
      String none = "http://127.0.0.1:1/announce";
      shoal("create", "photos", "-o", "x.torrent", "--tracker", url, "--tracker", none);
      String[] scrape = {"show", "x.torrent", "--scrape", "--bind", "lo", "--state", "state"};
      assertThat(shoal(scrape).out())
          .contains("swarm       " + url + ": 0 have all of it, 0 some, 0 have become complete")
          .contains("swarm       " + none + ": connection refused");
      String[] json = Arrays.copyOf(scrape, scrape.length + 1);
      json[scrape.length] = "--json";
      assertThat(shoal(json).out())
          .hasLineCount(3)
          .contains("\"seeds\":0,\"leechers\":0,\"completed\":0}");
    }
  }

  @Test
  void aMagnetLinkIsShown() {
    String link =
        "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567&dn=x&tr=udp%3A%2F%2Fa%3A1";
    assertThat(shoal("show", link).out())
        .isEqualTo(
            """
            name        x
            info-hash   0123456789abcdef0123456789abcdef01234567
            tracker     udp://a:1
            """);
  }

  @Test
  void malformedTorrentsEndWith10() throws IOException {
    Files.writeString(folder.resolve("x.torrent"), "d4:infoi1ee");
    assertThat(shoal("show", "x.torrent").exitCode()).isEqualTo(10);
    assertThat(shoal("check", "x.torrent", "--data", ".").exitCode()).isEqualTo(10);
  }

  @Test
  void variablesStandForOptions() {
    Called called = Called.in(folder, Map.of("SHOAL_JSON", "true"), "version");
    assertThat(called.out()).startsWith("{\"v\":1,\"event\":\"version\"").hasLineCount(1);
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(shoal("version").out()).matches("shoal \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(shoal("--version").out()).isEqualTo(shoal("version").out());
  }

  @Test
  void doctorAsksTheTrackersThatAreNamed() {
    TrackerSettings settings = TrackerSettings.on(Binding.loopback());
    try (Tracker tracker = Tracker.start(settings)) {
      String http = "http://127.0.0.1:" + tracker.httpPort().orElseThrow() + "/announce";
      String udp = "udp://127.0.0.1:" + tracker.udpPort().orElseThrow() + "/announce";
      Called well = shoal("doctor", "--bind", "lo", "--tracker", http, "--tracker", udp);
      assertThat(well.exitCode()).as(well.out()).isZero();
      assertThat(well.out()).contains("ok    " + http + " answers", "ok    " + udp + " answers");
      tracker.close();
      Called ill = shoal("doctor", "--bind", "lo", "--tracker", http, "--tracker", udp);
      assertThat(ill.exitCode()).isEqualTo(1);
      assertThat(ill.out())
          .contains("bad   " + http + " does not", "bad   " + udp + " does not answer");
    }
    assertThat(shoal("doctor", "--tracker", "nonsense").exitCode()).isEqualTo(2);
  }

  @Test
  void doctorAndPathsTellOfTheStateFolder() {
    assertThat(shoal("paths", "--state", "mine").out())
        .isEqualTo(
            "state     %1$s\nidentity  %1$s/identity\npeers     %1$s/peers\n"
                .formatted(folder.resolve("mine")));
    assertThat(shoal("doctor", "--state", "mine", "--bind", "lo").out())
        .contains("the state folder " + folder.resolve("mine") + " can be written")
        .contains("ok    bound to loopback: nobody outside can reach it, as asked");
  }
}
