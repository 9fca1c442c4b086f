package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Problem;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.DictBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A {@code .torrent} file whose trackers, web seeds and comment change. All else stays byte for
 * byte, the info dictionary first of all: so does the torrent's name. Addresses are kept as texts,
 * as those that Shoal has no use for are of use to other programs. For one thread.
 */
public final class MetainfoEditor {
  private BDict file;

  /**
   * An editor of these bytes, which are not copied and may not be changed from now on.
   *
   * @throws Problem of kind INVALID if they are no torrent
   */
  public MetainfoEditor(byte[] bytes) {
    Metainfo.parse(bytes);
    file = Bencode.decodeDict(bytes, Metainfo.LIMITS);
  }

  /** Adds a tier behind the others (BEP 12); those of it that are there already stay there. */
  public void addTrackers(List<URI> tier) {
    List<List<String>> tiers = tiers();
    List<String> known = tiers.stream().flatMap(List::stream).toList();
    List<String> fresh =
        tier.stream().map(URI::toString).distinct().filter(url -> !known.contains(url)).toList();
    if (!fresh.isEmpty()) {
      tiers.add(fresh);
      setTiers(tiers);
    }
  }

  /** Removes a tracker; whether it was there. */
  public boolean removeTracker(String url) {
    return changeTracker(url, List.of());
  }

  /** Puts a tracker in the place of another; whether that was there. */
  public boolean replaceTracker(String url, URI with) {
    return changeTracker(url, List.of(with.toString()));
  }

  private boolean changeTracker(String url, List<String> into) {
    List<List<String>> tiers = tiers();
    boolean there = tiers.stream().anyMatch(tier -> tier.contains(url));
    if (there) {
      setTiers(
          tiers.stream()
              .map(tier ->
                  tier.stream()
                      .flatMap(one -> one.equals(url) ? into.stream() : List.of(one).stream())
                      .distinct()
                      .toList())
              .toList());
    }
    return there;
  }

  /** Removes all trackers. */
  public void clearTrackers() {
    setTiers(List.of());
  }

  /** Adds a server that has the files (BEP 19), if it is not there yet. */
  public void addWebSeed(URI url) {
    List<String> seeds = webSeeds();
    if (!seeds.contains(url.toString())) {
      seeds.add(url.toString());
      setWebSeeds(seeds);
    }
  }

  /** Removes a server; whether it was there. */
  public boolean removeWebSeed(String url) {
    List<String> seeds = webSeeds();
    boolean there = seeds.remove(url);
    if (there) {
      setWebSeeds(seeds);
    }
    return there;
  }

  /** Removes all servers. */
  public void clearWebSeeds() {
    setWebSeeds(List.of());
  }

  /** Sets the comment; an empty one is none. */
  public void comment(String text) {
    set(Metainfo.COMMENT, Optional.of(text).filter(some -> !some.isEmpty()).map(Bencoded::of));
  }

  /**
   * The file as it is now.
   *
   * @throws Problem of kind INVALID if that would be refused by {@link Metainfo#parse}
   */
  public byte[] encode() {
    byte[] bytes = Bencode.encode(file);
    Metainfo.parse(bytes);
    return bytes;
  }

  private List<List<String>> tiers() {
    List<List<String>> tiers =
        file.list(Metainfo.ANNOUNCE_LIST).map(BList::items).orElse(List.of()).stream()
            .map(tier -> Metainfo.texts(tier).toList())
            .filter(tier -> !tier.isEmpty())
            .collect(Collectors.toCollection(ArrayList::new));
    if (tiers.isEmpty()) {
      file.text(Metainfo.ANNOUNCE).ifPresent(only -> tiers.add(List.of(only)));
    }
    return tiers;
  }

  private void setTiers(List<List<String>> tiers) {
    List<List<String>> some = tiers.stream().filter(tier -> !tier.isEmpty()).toList();
    set(Metainfo.ANNOUNCE, some.stream().findFirst().map(tier -> Bencoded.of(tier.getFirst())));
    boolean several = some.stream().mapToInt(List::size).sum() > 1;
    set(
        Metainfo.ANNOUNCE_LIST,
        Optional.of(new BList(some.stream().map(MetainfoEditor::list).toList()))
            .filter(_ -> several));
  }

  private List<String> webSeeds() {
    return file.get(Metainfo.URL_LIST).stream()
        .flatMap(Metainfo::texts)
        .filter(url -> !url.isEmpty())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void setWebSeeds(List<String> seeds) {
    set(Metainfo.URL_LIST, Optional.of(list(seeds)).filter(_ -> !seeds.isEmpty()));
  }

  private void set(String key, Optional<? extends Bencoded> value) {
    BDict others = Metainfo.without(file, List.of(key));
    DictBuilder changed = Bencoded.dict();
    others.keys().forEach(one -> changed.put(one, others.get(one).orElseThrow()));
    value.ifPresent(fresh -> changed.put(key, fresh));
    file = changed.build();
  }

  private static Bencoded list(List<String> of) {
    return new BList(of.stream().<Bencoded>map(Bencoded::of).toList());
  }
}
