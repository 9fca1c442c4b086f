package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A magnet link to a torrent (BEP 9): its info-hash, and hints that may help or be wrong.
 * Immutable.
 *
 * @param infoHash the SHA-1 of the info dictionary ({@code xt})
 * @param name what to show until the metadata is there, as a stranger wrote it ({@code dn})
 * @param length bytes of all files together, as a stranger says ({@code xl})
 * @param trackers of HTTP, HTTPS or UDP, each a tier of its own ({@code tr})
 * @param peers said to have it ({@code x.pe})
 * @param webSeeds servers of HTTP or HTTPS said to have its files ({@code ws}, BEP 19)
 * @param only the files that are meant, if not all ({@code so}, BEP 53)
 */
public record Magnet(
    Hash infoHash,
    Optional<String> name,
    OptionalLong length,
    List<URI> trackers,
    List<Peer> peers,
    List<URI> webSeeds,
    List<Files> only) {
  /** Characters of a link: what a shell, a browser and a QR code are far below of. */
  public static final int MAX_LENGTH = 64 << 10;

  /** Parameters of a link; the longest lists of trackers in use have about a hundred. */
  public static final int MAX_PARAMETERS = 1000;

  public Magnet {
    if (infoHash.length() != Hash.SHA1_LENGTH) {
      throw new IllegalArgumentException("an info-hash of version 1 has 20 bytes");
    }
    trackers = List.copyOf(trackers);
    peers = List.copyOf(peers);
    webSeeds = List.copyOf(webSeeds);
    only = List.copyOf(only);
  }

  /** A link to all of a torrent, with no web seeds. */
  public Magnet(
      Hash infoHash,
      Optional<String> name,
      OptionalLong length,
      List<URI> trackers,
      List<Peer> peers) {
    this(infoHash, name, length, trackers, peers, List.of(), List.of());
  }

  /**
   * Neighbouring files, by their indexes from 0; there may be no such files.
   *
   * @param last the last one, itself included
   */
  public record Files(int first, int last) {
    public Files {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("no files: " + first + "-" + last);
      }
    }

    /** As {@code so} has it. */
    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  /**
   * Where a peer is said to be; nothing was looked up.
   *
   * @param host a name, an IPv4 address, or an IPv6 address without brackets
   * @param port 1 to 65535
   */
  public record Peer(String host, int port) {
    /** A peer at this address, without the name of an interface, which means nothing elsewhere. */
    public static Peer of(Locator.Ip at) {
      String host = at.address().getHostAddress();
      int zone = host.indexOf('%');
      return new Peer(zone < 0 ? host : host.substring(0, zone), at.port());
    }

    /** Host and port; an IPv6 address in brackets. */
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * The link a person gave: {@code magnet:?…}, or an info-hash alone (40 hexadecimal or 32 base32
   * digits). Trackers and peers that nobody could ask are left out.
   *
   * @throws Problem of kind USAGE if it is no link at all, INVALID if it is a broken one or one
   *     that names content of version 2 only
   */
  public static Magnet parse(String link) {
    return MagnetReader.read(link);
  }

  /** The link, as other programs understand it. */
  public String format() {
    StringBuilder link = new StringBuilder("magnet:?xt=urn:btih:").append(infoHash.hex());
    name.ifPresent(text -> link.append("&dn=").append(Percent.encode(text)));
    length.ifPresent(bytes -> link.append("&xl=").append(bytes));
    trackers.forEach(uri -> link.append("&tr=").append(Percent.encode(uri.toString())));
    peers.forEach(peer -> link.append("&x.pe=").append(peer)); // libtorrent does not decode these
    webSeeds.forEach(uri -> link.append("&ws=").append(Percent.encode(uri.toString())));
    if (!only.isEmpty()) {
      link.append("&so=").append(String.join(",", only.stream().map(Files::toString).toList()));
    }
    return link.toString();
  }
}
