package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.shoal.base.Clock;
import dev.shoal.tracker.TrackerFigures;
import dev.shoal.web.History.Sample;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page as a person sees it, as it is served, in Debian's Chromium, which is sent nowhere else.
 * Pictures of it are in {@code target/pages}.
 */
class PageInChromiumTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "pages");
  private static final int PHONE = 360;

  private static final String WIDER =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  /** The least contrast of a text with the first background that lies behind it. */
  private static final String CONTRAST =
      """
      () => {
        const channels = colour => colour.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b]
            .map(c => c / 255)
            .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = element => {
          for (let at = element; at; at = at.parentElement) {
            const colour = channels(getComputedStyle(at).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
          }
          return [255, 255, 255];
        };
        let least = 21;
        for (const element of document.querySelectorAll('body *')) {
          const text = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!text || element.closest('svg')) continue;
          const a = light(channels(getComputedStyle(element).color)), b = light(behind(element));
          least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return least;
      }
      """;

  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "not installed: chromium");
    Files.createDirectories(PICTURES);
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
  }

  @AfterAll
  static void end() {
    if (playwright != null) {
      browser.close();
      playwright.close();
    }
  }

  @AfterEach
  void nothingWentWrong() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    assertThat(complaints).as("what the console says").isEmpty();
    assertThat(requests).as("what was asked for beside the page").isEmpty();
  }

  /** A tracker of that name, an hour after its start. */
  private HttpServer serve(String name) {
    TrackerFigures end =
        switch (name) {
          case "busy", "young" -> SampleFigures.busy();
          case "stressed" -> SampleFigures.stressed();
          default -> SampleFigures.empty();
        };
    AtomicLong nanos = new AtomicLong();
    AtomicReference<TrackerFigures> figures = new AtomicReference<>(SampleFigures.busy());
    Clock clock =
        new Clock() {
          @Override
          public long nanos() {
            return nanos.get();
          }

          @Override
          public long millis() {
            return SampleFigures.NOW.toEpochMilli();
          }
        };
    List<Sample> hour =
        switch (name) {
          case "empty" -> List.of();
          case "young" -> SampleFigures.hour(end).subList(0, 15);
          default -> SampleFigures.hour(end);
        };
    Watch watch = new Watch(figures::get, clock, hour);
    figures.set(end);
    nanos.set(hour.isEmpty() ? Duration.ofSeconds(1).toNanos() : hour.getLast().nanos());
    HttpServer server =
        new HttpServer(
            new Site(watch, clock), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    open.add(server);
    return server;
  }

  private Page open(String name, int width, int height, ColorScheme scheme) {
    String url = "http://127.0.0.1:" + serve(name).port() + "/?renew=no";
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, height));
    open.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(it -> complaints.add(it.type() + ": " + it.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().equals(url) && !request.url().startsWith("data:")) {
        requests.add(request.url());
      }
    });
    page.navigate(url);
    return page;
  }

  @ParameterizedTest
  @CsvSource({
    "busy, LIGHT, 360, 740",
    "busy, DARK, 360, 740",
    "busy, LIGHT, 1920, 1080",
    "busy, DARK, 1920, 1080",
    "busy, LIGHT, 1024, 768",
    "stressed, LIGHT, 360, 740",
    "stressed, DARK, 1920, 1080",
    "young, LIGHT, 1280, 800",
    "empty, LIGHT, 360, 740",
    "empty, DARK, 1280, 800"
  })
  void allOfItFitsAndCanBeRead(String name, ColorScheme scheme, int width, int height) {
    Page page = open(name, width, height, scheme);
    if (width == PHONE && name.equals("busy")) {
      page.locator("summary").click();
    }
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(PICTURES.resolve(name + "-" + width + "-" + scheme + ".png")));
    assertThat((int) page.evaluate(WIDER)).as("columns beyond the window").isZero();
    // WCAG 2.2, 1.4.3: what is to be read stands out by 4.5 to 1.
    assertThat(((Number) page.evaluate(CONTRAST)).doubleValue()).isGreaterThanOrEqualTo(4.5);
    // The style applies, so the policy knows its hash.
    assertThat((String) page.locator("main").evaluate("it => getComputedStyle(it).marginTop"))
        .isEqualTo("0px");
    assertThat((String) page.locator("body").evaluate("it => getComputedStyle(it).margin"))
        .isEqualTo("0px");
    assertThat(page.locator("h1").count()).isEqualTo(1);
  }

  @Test
  void aCurveHasANameAndASize() {
    Page page = open("busy", 1920, 1080, ColorScheme.LIGHT);
    for (String name : List.of("Announces a second", "Peers")) {
      var curve =
          page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(name).setExact(true));
      assertThat(curve.count()).isEqualTo(1);
      assertThat(curve.boundingBox().width).isGreaterThan(400);
      assertThat(curve.boundingBox().height).isGreaterThan(150);
    }
  }

  @Test
  void theValuesAreThereAsATable() {
    Page page = open("busy", 1920, 1080, ColorScheme.LIGHT);
    page.locator("summary").click();
    assertThat(page.locator("details tbody tr").count())
        .isEqualTo((int) Duration.ofHours(1).dividedBy(Duration.ofMinutes(5)));
  }
}
