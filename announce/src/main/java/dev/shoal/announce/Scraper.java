package dev.shoal.announce;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.host.Host;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Http;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks trackers how a swarm stands, without joining it: over HTTP by BEP 48, over UDP by BEP 15.
 * Blocks; any thread may use it.
 */
public final class Scraper {
  /** How long one address of a tracker is waited for: a person is waiting. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Host host;

  /** Over this host's sockets. */
  public Scraper(Host host) {
    this.host = host;
  }

  /**
   * How the swarm stands, as this tracker sees it.
   *
   * @throws AnnounceException if it cannot be asked, refuses, or answers what is no answer
   * @throws ConnectionException if it does not answer
   */
  public Scrape scrape(NamedTracker tracker, Hash infoHash) {
    URI uri = tracker.uri();
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean complete = uri.getHost() != null && uri.getPort() <= 0xFFFF && uri.getPort() != 0;
    if (complete && scheme.matches("https?")) {
      return overHttp(tracker, infoHash);
    }
    if (complete && scheme.equals("udp") && uri.getPort() > 0) {
      return overUdp(tracker, infoHash);
    }
    throw new AnnounceException("not an address of a udp, http or https tracker");
  }

  private Scrape overHttp(NamedTracker tracker, Hash infoHash) {
    URI uri =
        HttpAnnounce.scrape(tracker.uri(), List.of(infoHash))
            .orElseThrow(() -> new AnnounceException("its address is not one for scrapes"));
    Http.Answer answer =
        host.http().get(new Http.Query(uri, tracker.namedBy(), HttpAnswer.MAX_BODY, PATIENCE));
    if (answer.status() != 200) {
      throw new AnnounceException("HTTP status " + answer.status());
    }
    return Optional.ofNullable(HttpAnswer.decodeScrape(answer.body()).get(infoHash))
        .orElseThrow(() -> new AnnounceException("it does not know this torrent"));
  }

  private Scrape overUdp(NamedTracker tracker, Hash infoHash) {
    UdpTalk talk = new UdpTalk(host, tracker);
    UdpExchange.Question question =
        (connection, transaction) ->
            new UdpRequest.Scrape(connection, transaction, List.of(infoHash));
    String failure = "no answer";
    for (Locator.Ip address : talk.addresses()) {
      switch (talk.ask(address, question, PATIENCE)) {
        case UdpResponse.Scraped(int _, List<Scrape> swarms) -> {
          return swarms.getFirst();
        }
        case UdpResponse.Failed(int _, String message) -> failure = message;
        case UdpResponse.Connected _, UdpResponse.Announced _ ->
            throw new IllegalStateException("an answer to another question");
      }
    }
    throw new AnnounceException(failure);
  }
}
