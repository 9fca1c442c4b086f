package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Problem;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import dev.shoal.bencode.Bencoded.DictBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code .torrent} file (BEP 3): the info dictionary and where to begin. Immutable.
 *
 * @param info what it holds
 * @param trackers tiers of trackers, the first ones to be asked first (BEP 12); no tier is empty,
 *     no tracker there twice, and each is of HTTP, HTTPS or UDP
 * @param webSeeds servers of HTTP or HTTPS that have the files (BEP 19)
 * @param comment what its maker wrote, as it came
 * @param createdBy the program that made it, as it came
 * @param creationDate seconds since 1970, up to the year 9999
 * @param rest the keys that have no place above, as they came: what another program wrote there
 *     goes on to the next one
 */
public record Metainfo(
    Info info,
    List<List<URI>> trackers,
    List<URI> webSeeds,
    Optional<String> comment,
    Optional<String> createdBy,
    OptionalLong creationDate,
    BDict rest) {
  /** Trackers or web seeds: ten times what the longest lists in use have. */
  public static final int MAX_URLS = 1000;

  /** Bytes of a file: the largest info dictionary, and as much around it as 1000 trackers need. */
  public static final int MAX_LENGTH = Info.MAX_LENGTH + (4 << 20);

  static final BencodeLimits LIMITS =
      new BencodeLimits(
          MAX_LENGTH, Info.LIMITS.maxDepth() + 1, Info.LIMITS.maxItems() + 5 * MAX_URLS, true);

  static final String INFO = "info";
  static final String ANNOUNCE = "announce";
  static final String ANNOUNCE_LIST = "announce-list";
  static final String URL_LIST = "url-list";
  static final String COMMENT = "comment";
  private static final String CREATED_BY = "created by";
  private static final String CREATION_DATE = "creation date";

  private static final List<String> OWN =
      List.of(INFO, ANNOUNCE, ANNOUNCE_LIST, URL_LIST, COMMENT, CREATED_BY, CREATION_DATE);

  private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

  public Metainfo {
    trackers = trackers.stream().map(List::copyOf).toList();
    webSeeds = List.copyOf(webSeeds);
  }

  /** A torrent of which no other program has written anything. */
  public Metainfo(
      Info info,
      List<List<URI>> trackers,
      List<URI> webSeeds,
      Optional<String> comment,
      Optional<String> createdBy,
      OptionalLong creationDate) {
    this(info, trackers, webSeeds, comment, createdBy, creationDate, Bencoded.dict().build());
  }

  /** A torrent with no word about its making. */
  public Metainfo(Info info, List<List<URI>> trackers) {
    this(info, trackers, List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /**
   * The torrent that the bytes of a file are. They are not copied and may not be changed from now
   * on.
   *
   * @throws Problem of kind INVALID that says what is wrong with them
   */
  public static Metainfo parse(byte[] bytes) {
    BDict file;
    try {
      file = Bencode.decodeDict(bytes, LIMITS);
    } catch (BencodeException malformed) {
      throw Malformed.torrent(malformed);
    }
    BDict info = file.dict(INFO).orElseThrow(() -> Malformed.torrent("it has no info dictionary"));
    return new Metainfo(
        Info.of(info),
        trackers(file),
        webSeeds(file),
        file.text(COMMENT),
        file.text(CREATED_BY),
        creationDate(file),
        without(file, OWN));
  }

  /** The same dictionary without some keys. */
  static BDict without(BDict file, List<String> keys) {
    DictBuilder rest = Bencoded.dict();
    List<BString> left = keys.stream().map(Bencoded::of).toList();
    for (BString key : file.keys()) {
      file.get(key).filter(_ -> !left.contains(key)).ifPresent(value -> rest.put(key, value));
    }
    return rest.build();
  }

  private static List<List<URI>> trackers(BDict file) {
    List<List<URI>> tiers = new ArrayList<>();
    Set<URI> known = new LinkedHashSet<>();
    for (Bencoded item : file.list(ANNOUNCE_LIST).map(BList::items).orElse(List.of())) {
      List<URI> tier =
          texts(item).flatMap(text -> Urls.tracker(text).stream()).filter(known::add).toList();
      if (!tier.isEmpty()) {
        tiers.add(tier);
      }
    }
    refuseTooMany(known.size(), "trackers");
    if (!tiers.isEmpty()) { // then announce does not count (BEP 12)
      return tiers;
    }
    Optional<URI> only = file.text(ANNOUNCE).flatMap(Urls::tracker);
    return only.map(uri -> List.of(List.of(uri))).orElse(List.of());
  }

  private static List<URI> webSeeds(BDict file) {
    List<URI> seeds =
        file.get(URL_LIST).stream()
            .flatMap(Metainfo::texts)
            .flatMap(text -> Urls.webSeed(text).stream())
            .distinct()
            .toList();
    refuseTooMany(seeds.size(), "web seeds");
    return seeds;
  }

  private static OptionalLong creationDate(BDict file) {
    return file.integer(CREATION_DATE).stream()
        .filter(seconds -> seconds >= 0 && seconds <= LAST_SECOND)
        .findFirst();
  }

  private static void refuseTooMany(int count, String what) {
    if (count > MAX_URLS) {
      throw Malformed.torrent("it has more than " + MAX_URLS + " " + what);
    }
  }

  /** The texts of a list, or one text alone. */
  static Stream<String> texts(Bencoded value) {
    return switch (value) {
      case BString text -> Stream.of(text.asText());
      case BList list ->
          list.items().stream()
              .filter(BString.class::isInstance)
              .map(item -> ((BString) item).asText());
      case BDict _, Bencoded.BInteger _ -> Stream.empty();
    };
  }

  /** The bytes of the file; equal torrents give equal bytes, and the info dictionary its own. */
  public byte[] encode() {
    DictBuilder file = Bencoded.dict().put(INFO, info.dictionary());
    rest.keys().forEach(key -> file.put(key, rest.get(key).orElseThrow()));
    if (!trackers.isEmpty()) {
      file.put(ANNOUNCE, trackers.getFirst().getFirst().toString());
    }
    if (trackers.stream().mapToInt(List::size).sum() > 1) {
      file.put(ANNOUNCE_LIST, new BList(trackers.stream().map(Metainfo::list).toList()));
    }
    if (!webSeeds.isEmpty()) {
      file.put(URL_LIST, list(webSeeds));
    }
    comment.ifPresent(text -> file.put(COMMENT, text));
    createdBy.ifPresent(text -> file.put(CREATED_BY, text));
    creationDate.ifPresent(seconds -> file.put(CREATION_DATE, seconds));
    return Bencode.encode(file.build());
  }

  private static Bencoded list(List<URI> of) {
    return new BList(of.stream().<Bencoded>map(uri -> Bencoded.of(uri.toString())).toList());
  }
}
