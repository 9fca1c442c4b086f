package dev.shoal.bittorrent.session;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.AnnouncedTorrent;
import dev.shoal.announce.NamedTracker;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.Scraper;
import dev.shoal.announce.TrackerClient;
import dev.shoal.announce.TrackerListener;
import dev.shoal.base.Hash;
import dev.shoal.bittorrent.peer.Joining;
import dev.shoal.host.Host;
import dev.shoal.host.Scraped;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Nearness;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the tracker client of a transfer. */
final class Trackers {
  /** Trackers that are asked for a person who waits; the longest lists in use have a hundred. */
  private static final int MAX_SCRAPED = 100;

  private Trackers() {}

  /**
   * A client that is not started.
   *
   * @param named tiers that a link or torrent names
   * @param byPerson trackers that the person named, a tier each, asked first
   * @return empty if there are none or they are not to be asked
   */
  static Optional<TrackerClient> client(
      TransferBase transfer,
      List<List<URI>> named,
      List<URI> byPerson,
      boolean useTrackers,
      boolean isPrivate) {
    List<List<NamedTracker>> tiers = new ArrayList<>();
    byPerson.forEach(uri -> tiers.add(List.of(NamedTracker.byPerson(uri))));
    named.forEach(tier ->
        tiers.add(tier.stream().map(uri -> new NamedTracker(uri, namer(transfer.host))).toList()));
    if (tiers.isEmpty() || !useTrackers) {
      return Optional.empty();
    }
    AnnouncedTorrent torrent =
        new AnnouncedTorrent(
            transfer.infoHash(),
            PeerId.of(transfer.swarm().connections().peerId()),
            isPrivate,
            transfer.left() == 0,
            () ->
                new AnnouncedTorrent.Amounts(
                    transfer.swarm().uploaded(), transfer.swarm().downloaded(), transfer.left()));
    return Optional.of(new TrackerClient(transfer.host, torrent, tiers, new Listener(transfer)));
  }

  /** Asks each tracker how the swarm stands, all at once. */
  static List<Scraped> scrape(Host host, Wanted wanted) {
    List<URI> trackers = wanted.tiers().stream().flatMap(List::stream).limit(MAX_SCRAPED).toList();
    Scraped[] answers = new Scraped[trackers.size()];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      int at = i;
      threads.add(
          Thread.ofVirtual()
              .name("scrape " + trackers.get(at).getHost())
              .start(() -> answers[at] = scrape(host, trackers.get(at), wanted.infoHash())));
    }
    threads.forEach(Joining::join);
    return List.of(answers);
  }

  private static Scraped scrape(Host host, URI tracker, Hash infoHash) {
    try {
      Scrape scrape = new Scraper(host).scrape(new NamedTracker(tracker, namer(host)), infoHash);
      return new Scraped(
          tracker, scrape.seeds(), scrape.leechers(), scrape.completed(), Optional.empty());
    } catch (AnnounceException | ConnectionException none) {
      return new Scraped(tracker, 0, 0, 0, Optional.of(String.valueOf(none.getMessage())));
    }
  }

  /** How many threads hash at once: all that there are. */
  static int hashers() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * A link or torrent comes from somebody the person chose to trust with it, often on the same
   * network: its trackers and web seeds may be private addresses, but not services of this machine.
   * A node that stays on loopback meets nobody else.
   */
  static Nearness namer(Host host) {
    return host.ports().binding().loopbackOnly() ? Nearness.LOOPBACK : Nearness.LINK;
  }

  private record Listener(TransferBase transfer) implements TrackerListener {
    @Override
    public void announced(URI tracker, int peers, int seeds) {
      transfer.event(new TransferEvent.Announced(tracker.toString(), peers, seeds));
    }

    @Override
    public void failed(URI tracker, String reason) {
      if (!transfer.isClosed()) {
        transfer.event(
            new TransferEvent.Warning("tracker " + tracker + ": " + reason, Optional.empty()));
      }
    }

    @Override
    public void warned(URI tracker, String words) {
      transfer.event(
          new TransferEvent.Warning("tracker " + tracker + " says: " + words, Optional.empty()));
    }
  }
}
