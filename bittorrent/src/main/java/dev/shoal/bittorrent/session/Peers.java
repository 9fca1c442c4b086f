package dev.shoal.bittorrent.session;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.Candidate.Origin;
import dev.shoal.host.Host;
import dev.shoal.net.ConnectionException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Candidates that were named outright, rather than found. */
final class Peers {
  private static final int MAX_ADDRESSES = 4; // of one name

  private final Host host;

  Peers(Host host) {
    this.host = host;
  }

  List<Candidate> ofPerson(List<Locator.Ip> peers) {
    return peers.stream().map(peer -> new Candidate(peer, Origin.PERSON)).toList();
  }

  /** Those of {@code x.pe}, which may be names; one that is not known names nobody. */
  List<Candidate> ofLink(List<Magnet.Peer> peers) {
    List<Candidate> candidates = new ArrayList<>();
    for (Magnet.Peer peer : peers) {
      for (InetAddress address : resolve(peer.host())) {
        candidates.add(new Candidate(new Locator.Ip(address, peer.port()), Origin.LINK));
      }
    }
    return candidates;
  }

  private List<InetAddress> resolve(String name) {
    try {
      return host.names().resolve(name).stream().limit(MAX_ADDRESSES).toList();
    } catch (ConnectionException unknown) {
      return List.of();
    }
  }
}
