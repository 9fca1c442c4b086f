package dev.shoal.web;

import dev.shoal.base.Clock;
import dev.shoal.cli.pages.TrackerPages;
import dev.shoal.tracker.TrackerFigures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Pages about a tracker, served by HTTP. */
public final class WebPages implements TrackerPages {
  private final Clock clock;
  private final Duration every;

  /** For {@code ServiceLoader}. */
  public WebPages() {
    this(Clock.system(), History.EVERY);
  }

  /** Pages that look at the tracker each while. */
  WebPages(Clock clock, Duration every) {
    this.clock = clock;
    this.every = every;
  }

  @Override
  public Open open(Supplier<TrackerFigures> figures, InetSocketAddress at) {
    Quiet.please();
    Watch watch = new Watch(figures, clock);
    Site site = new Site(watch, clock);
    HttpServer server = new HttpServer(site, at);
    watch.begin(every);
    return new Served(address(at.getAddress(), server.port()), server, site, watch);
  }

  /** Where a browser on this machine finds it, even if it listens everywhere. */
  private static URI address(InetAddress bound, int port) {
    String host = bound.isAnyLocalAddress() ? "localhost" : bound.getHostAddress();
    return URI.create(
        "http://"
            + (host.contains(":") ? "[" + host.replace("%", "%25") + "]" : host)
            + ":"
            + port
            + "/");
  }

  private record Served(URI address, HttpServer server, Site site, Watch watch) implements Open {
    @Override
    public void close() {
      watch.close();
      server.close();
      site.close();
    }
  }
}
