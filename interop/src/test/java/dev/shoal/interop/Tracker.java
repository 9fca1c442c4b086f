package dev.shoal.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code shoal tracker}, one port for UDP and TCP. */
final class Tracker {
  private static final Pattern COMPLETE = Pattern.compile("8:completei(\\d+)e");

  private static final String AWAIT_SEED =
      """
      until exec 3<> "/dev/tcp/$0/$1" && printf 'GET %s HTTP/1.0\\r\\n\\r\\n' "$2" >&3 &&
        grep -aq '8:completei1e' <&3
      do
        sleep 0.1
      done
      """;

  private final InetSocketAddress at;
  private final Workplace work;

  Tracker(Workplace work) {
    this(work, work.address());
  }

  Tracker(Workplace work, InetSocketAddress at) {
    this(work, at, "--bind", at.getHostString(), "--interval", "5s");
  }

  /** One with other options. */
  Tracker(Workplace work, InetSocketAddress at, String... options) {
    this.work = work;
    this.at = at;
    String port = "" + at.getPort();
    List<String> all = new ArrayList<>(List.of("tracker", "--json", "--state"));
    all.addAll(List.of(work.home().toString(), "--udp-port", port, "--http-port", port));
    all.addAll(List.of(options));
    Shoal.run(work, all.toArray(String[]::new)).await("listening");
  }

  /** The URL to announce to. */
  String url(String scheme) {
    return url(scheme, at);
  }

  /** The same at another of its addresses. */
  static String url(String scheme, InetSocketAddress at) {
    return scheme + "://" + Workplace.text(at) + "/announce";
  }

  /** Announces for somebody made up: what stands in the request besides the torrent. */
  void announce(String infoHash, String rest) {
    ask("/announce?peer_id=-XX0001-abcdefghijkl&info_hash=" + escaped(infoHash) + "&" + rest);
  }

  /** Waits until somebody has announced all of a torrent. */
  void awaitSeed(String infoHash) {
    Await.holds(
        RunningProgram.PATIENCE,
        () -> "a seed of " + infoHash + " at the tracker\n" + work,
        () -> complete(infoHash) > 0);
  }

  /** The same if the tracker is on a machine that only other programs are on. */
  void awaitSeedThere(Workplace there, String infoHash) {
    String path = "/scrape?info_hash=" + escaped(infoHash);
    String host = at.getHostString();
    there.run(List.of("bash", "-c", AWAIT_SEED, host, "" + at.getPort(), path));
  }

  /** Scrapes (BEP 48). */
  private int complete(String infoHash) {
    Matcher complete = COMPLETE.matcher(ask("/scrape?info_hash=" + escaped(infoHash)));
    return complete.find() ? Integer.parseInt(complete.group(1)) : 0;
  }

  private String ask(String what) {
    String url = url("http").replace("/announce", what);
    try (InputStream answer = URI.create(url).toURL().openStream()) {
      return new String(answer.readAllBytes(), ISO_8859_1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String escaped(String infoHash) {
    return infoHash.replaceAll("..", "%$0");
  }
}
