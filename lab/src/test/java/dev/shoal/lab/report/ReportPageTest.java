package dev.shoal.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ReportPageTest {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">([^<]*)</script>");

  @TempDir private Path folder;

  @Test
  void aPageIsOnePieceOfModestSize() {
    String page = ReportPage.of(SampleReport.make(), "shoal simulate lookup");
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
    assertThat(page)
        .doesNotContain("{{")
        .doesNotContain("sourceMappingURL")
        .doesNotContain("src=\"")
        .contains("The MIT License (MIT)");
    assertThat(page.split("</script>", -1)).as("three scripts, each ended once").hasSize(4);
  }

  @Test
  void aLargeSpreadIsNoHeavierThanWhatHappensInIt() {
    String page = ReportPage.of(SampleReport.large(), "shoal simulate swarm");
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
  }

  /** What is in a report comes from files and scenarios of anybody. */
  @Test
  void nothingInAReportEndsItsScript() {
    String page = ReportPage.of(SampleReport.empty(), "shoal simulate '</script>'");
    assertThat(page.split("</script>", -1)).hasSize(4);
    assertThat(page).contains("<title>Nothing &lt;/script&gt;");
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    assertThat(data.group(1)).doesNotContain("\u2028");
    JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), data.group(1));
    json.nextToken();
    json.nextToken();
    assertThat(json.nextStringValue()).isEqualTo(SampleReport.empty().title());
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    Path path = folder.resolve("page.html");
    Files.writeString(path, "before");
    ReportFile.at(path, Path.of("page.html")).write("after");
    assertThat(path).hasContent("after");
    assertThat(folder).isDirectoryContaining("glob:**page.html");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeTheRun() {
    assertThatThrownBy(() -> ReportFile.at(folder, folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("is a folder");
    Path nowhere = folder.resolve("a/b.html");
    assertThatThrownBy(() -> ReportFile.at(nowhere, nowhere))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("there is no folder for");
  }
}
