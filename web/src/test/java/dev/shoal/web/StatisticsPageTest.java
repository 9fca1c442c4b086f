package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsPageTest {
  private final String busy =
      StatisticsPage.of(
          SampleFigures.view(SampleFigures.busy(), SampleFigures.hour(SampleFigures.busy())));
  private final String empty =
      StatisticsPage.of(SampleFigures.view(SampleFigures.empty(), List.of()));
  private final String stressed =
      StatisticsPage.of(
          SampleFigures.view(
              SampleFigures.stressed(), SampleFigures.hour(SampleFigures.stressed())));

  @Test
  void itShowsTheFigures() {
    assertThat(busy)
        .contains("<h1>322,663 peers in 31,877 torrents</h1>")
        .contains("58,213,901")
        .contains("The torrent is not served here")
        .contains("32.3 % of the room for peers")
        .contains("up for 3 d 5 h")
        .contains("1 min 14 s ago")
        .contains("<dt>Completed</dt><dd class=\"number\">96,540</dd>")
        .contains(">HTTPS</th>");
  }

  @Test
  void aReasonThatDidNotOccurIsNotListed() {
    assertThat(busy).doesNotContain("No room for one more peer");
  }

  @Test
  void allIsWellIsSaidByNoNotice() {
    assertThat(busy).doesNotContain("notice\"").contains("Serving").contains("It answers");
  }

  @Test
  void whatIsNotWellIsSaidFirst() {
    assertThat(stressed)
        .contains("The shared store does not answer.")
        .contains("Peers are asked to wait 48 min between announces, longer than the usual 30 min.")
        .contains("longer than usual (30 min)")
        .contains("The room for peers is nearly taken.");
  }

  @Test
  void beforeTheFirstPeerItSaysWhatToDo() {
    assertThat(empty)
        .contains("Nothing has announced yet")
        .contains("udp://ADDRESS:PORT/announce")
        .contains("http://ADDRESS:PORT/announce")
        .doesNotContain("https://")
        .contains("<dt>Swarms saved</dt><dd>Never</dd>")
        .doesNotContain("The last hour");
  }

  @Test
  void textIsNoMarkup() {
    assertThat(stressed)
        .contains("0.1.0&lt;b&gt;")
        .contains("&lt;script&gt;")
        .doesNotContain("<b>.")
        .doesNotContain("<script");
    assertThat(Html.escaped("<a b='c' d=\"e\">&"))
        .isEqualTo("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
  }

  @Test
  void itAsksForNothingElse() {
    assertThat(busy + empty + stressed)
        .doesNotContain("src=")
        .doesNotContain("@import")
        .doesNotContain("url(")
        .doesNotContain(" style=");
  }

  @Test
  void itRenewsItselfUnlessToldNot() {
    View view = SampleFigures.view(SampleFigures.busy(), List.of());
    View still = new View(view.figures(), view.trend(), view.usual(), view.now(), false);
    assertThat(busy).contains("http-equiv=\"refresh\" content=\"30\"").contains("/?renew=no");
    assertThat(StatisticsPage.of(still)).doesNotContain("refresh").contains("it holds still");
  }

  @Test
  void itIsSmall() {
    assertThat(busy.length()).isLessThan(64 * 1024);
  }
}
