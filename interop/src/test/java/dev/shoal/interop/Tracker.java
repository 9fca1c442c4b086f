package dev.shoal.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code shoal tracker}, one port for UDP and TCP. */
final class Tracker {
  private static final Pattern COMPLETE = Pattern.compile("8:completei(\\d+)e");

  private final InetSocketAddress at;
  private final Workplace work;

  Tracker(Workplace work) {
    this(work, work.address());
  }

  Tracker(Workplace work, InetSocketAddress at) {
    this.work = work;
    this.at = at;
    String port = "" + at.getPort();
    Shoal.run(
            work,
            "tracker",
            "--bind",
            at.getHostString(),
            "--udp-port",
            port,
            "--http-port",
            port,
            "--interval",
            "5s",
            "--state",
            work.home().toString(),
            "--json")
        .await("listening");
  }

  /** The URL to announce to. */
  String url(String scheme) {
    return scheme + "://" + Workplace.text(at) + "/announce";
  }

  /** Waits until somebody has announced all of a torrent. */
  void awaitSeed(String infoHash) {
    Await.holds(
        RunningProgram.PATIENCE,
        () -> "a seed of " + infoHash + " at the tracker\n" + work,
        () -> complete(infoHash) > 0);
  }

  /** Scrapes (BEP 48). */
  private int complete(String infoHash) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : HexFormat.of().parseHex(infoHash)) {
      escaped.append('%').append(HexFormat.of().toHexDigits(b));
    }
    String url = url("http").replace("/announce", "/scrape?info_hash=" + escaped);
    try (InputStream answer = URI.create(url).toURL().openStream()) {
      Matcher complete = COMPLETE.matcher(new String(answer.readAllBytes(), ISO_8859_1));
      return complete.find() ? Integer.parseInt(complete.group(1)) : 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
