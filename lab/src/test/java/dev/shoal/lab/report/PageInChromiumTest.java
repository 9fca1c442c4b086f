package dev.shoal.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.shoal.simulator.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a person sees it, in Debian's Chromium, which is sent nowhere. */
class PageInChromiumTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** Whether something was painted that is neither nothing nor all of one colour. */
  private static final String PAINTED =
      """
      canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const colours = new Set();
        for (let i = 0; i < pixels.length; i += 4) {
          if (pixels[i + 3] > 0) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
        }
        return colours.size;
      }
      """;

  private static final String WIDER =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  @TempDir private static Path folder;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Files.isExecutable(CHROMIUM), "not installed: chromium");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    write("sample", SampleReport.make());
    write("empty", SampleReport.empty());
  }

  private static void write(String name, Report report) throws IOException {
    Files.writeString(
        folder.resolve(name + ".html"), ReportPage.of(report, "shoal simulate lookup --seed 7"));
  }

  @AfterAll
  static void end() {
    if (playwright != null) {
      browser.close();
      playwright.close();
    }
  }

  @AfterEach
  void nothingWentWrong() {
    contexts.forEach(BrowserContext::close);
    assertThat(complaints).as("what the console says").isEmpty();
    assertThat(requests).as("what was asked for beside the page").isEmpty();
  }

  private Page open(String name, int width, int height, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setOffline(true)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, height));
    contexts.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(it -> complaints.add(it.type() + ": " + it.text()));
    page.onPageError(complaints::add);
    String url = folder.resolve(name + ".html").toUri().toString();
    page.onRequest(request -> {
      if (!request.url().equals(url) && !request.url().startsWith("data:")) {
        requests.add(request.url());
      }
    });
    page.navigate(url);
    return page;
  }

  private Page projector() {
    return open("sample", 1920, 1080, ColorScheme.LIGHT);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 390, 844", "DARK, 390, 844", "LIGHT, 1920, 1080", "DARK, 1920, 1080"})
  void allOfItIsDrawnAndFits(ColorScheme scheme, int width, int height) throws IOException {
    Page page = open("sample", width, height, scheme);
    assertThat(page.locator("h1").textContent()).isEqualTo(SampleReport.make().title());
    assertThat(page.locator("html").getAttribute("data-theme"))
        .isEqualToIgnoringCase(scheme.name());
    assertThat(page.locator(".figures .card").count()).isEqualTo(8);
    assertThat(page.locator("canvas").count()).isEqualTo(4);
    for (var canvas : page.locator("canvas").all()) {
      assertThat((int) canvas.evaluate(PAINTED)).isGreaterThan(2);
    }
    assertThat(page.locator(".drawing .dot").count()).isEqualTo(300);
    assertThat(page.locator("#trace").textContent()).isEqualTo("3f2a99b1c04e7d58");
    assertThat((int) page.evaluate(WIDER)).as("columns beyond the window").isZero();
    picture(page, width + "-" + scheme);
  }

  /** For people to look at: {@code -Dshoal.pictures=FOLDER}. */
  private static void picture(Page page, String name) {
    String pictures = System.getProperty("shoal.pictures", "");
    if (!pictures.isEmpty()) {
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(pictures, name + ".png")));
    }
  }

  @Test
  void aReplayGoesStepByStep() {
    Page page = projector();
    var replay = page.locator(".replay");
    replay.locator(".next").click();
    replay.locator(".next").click();
    assertThat(replay.locator(".status").textContent()).startsWith("Step 2 of 14");
    assertThat(page.locator(".drawing .step").count()).isEqualTo(2);
    replay.locator("input[type=range]").press("End");
    assertThat(replay.locator(".status").textContent()).startsWith("Step 14 of 14");
    assertThat(replay.locator("li[aria-current]").count()).isEqualTo(1);
    assertThat(replay.locator(".next").isDisabled()).isTrue();
    picture(page, "replay");
    replay.locator(".back").click();
    assertThat(page.locator(".drawing .step").count()).isEqualTo(13);
    replay.locator("select").selectOption("1");
    assertThat(replay.locator(".status").textContent()).startsWith("90 steps");
    replay.locator(".play").click();
    page.waitForCondition(() -> page.locator(".drawing .step").count() >= 2);
    replay.locator(".play").click();
    assertThat(replay.locator(".play").textContent()).contains("Play");
    picture(page, "flood");
  }

  @Test
  void theSpreadFollowsItsSlider() {
    Page page = projector();
    var spread = page.locator("#spread");
    assertThat(spread.locator(".status").textContent()).contains("1 of 40 peers");
    Object before = spread.locator("canvas").evaluate("canvas => canvas.toDataURL()");
    spread.locator("input[type=range]").fill("10");
    assertThat(spread.locator(".status").textContent()).startsWith("After 15 s: ");
    assertThat(spread.locator("canvas").evaluate("canvas => canvas.toDataURL()"))
        .isNotEqualTo(before);
    picture(page, "spread");
  }

  @Test
  void theButtonTurnsTheLightOff() {
    Page page = projector();
    page.locator("#theme").click();
    assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
    assertThat((int) page.locator(".plot canvas").first().evaluate(PAINTED)).isGreaterThan(2);
  }

  @Test
  void theValuesOfAChartAreThereAsATable() {
    Page page = projector();
    page.locator(".chart summary").first().click();
    assertThat(page.locator(".chart table").first().locator("th").allTextContents())
        .containsExactly("time (ms)", "iterative", "recursive", "iterative, α = 1");
  }

  @Test
  void aReportOfNothingIsAPageToo() {
    Page page = open("empty", 390, 844, ColorScheme.LIGHT);
    assertThat(page.locator("h1").textContent()).isEqualTo(SampleReport.empty().title());
    assertThat((int) page.evaluate(WIDER)).isZero();
    picture(page, "empty");
  }
}
