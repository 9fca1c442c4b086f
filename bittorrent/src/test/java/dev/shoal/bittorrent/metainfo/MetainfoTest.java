package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bencode.Bencoded;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetainfoTest {
  private static Map<String, Bencoded> torrent() {
    Map<String, Bencoded> file = new TreeMap<>();
    file.put("info", Torrents.dict(Torrents.single()));
    return file;
  }

  private static Metainfo parse(Map<String, Bencoded> file) {
    return Metainfo.parse(Torrents.encode(file));
  }

  private static Bencoded list(String... texts) {
    return Bencoded.listOf(List.of(texts).stream().map(Bencoded::of).toArray(Bencoded[]::new));
  }

  private static List<List<String>> shown(List<List<URI>> tiers) {
    return tiers.stream().map(tier -> tier.stream().map(URI::toString).toList()).toList();
  }

  @Test
  void anInfoDictionaryIsEnough() {
    Metainfo torrent = parse(torrent());
    assertThat(torrent).isEqualTo(new Metainfo(torrent.info(), List.of()));
    assertThat(torrent.info().infoHash()).isEqualTo(Hash.sha1(Torrents.encode(Torrents.single())));
  }

  @Test
  void theTierListCountsInsteadOfTheOneTracker() {
    Map<String, Bencoded> file = torrent();
    file.put("announce", Bencoded.of("http://one/announce"));
    assertThat(shown(parse(file).trackers())).isEqualTo(List.of(List.of("http://one/announce")));
    file.put(
        "announce-list",
        Bencoded.listOf(
            list("udp://a:1", " HTTPS://b/x ", "udp://a:1"),
            list("wss://c", "dht://d", "", "no url", "http://", "http:/e"),
            list("udp://a:1", "http://[2001:db8::1]:80/f")));
    assertThat(shown(parse(file).trackers()))
        .isEqualTo(
            List.of(List.of("udp://a:1", "HTTPS://b/x"), List.of("http://[2001:db8::1]:80/f")));
  }

  @Test
  void aTierListOfNothingUsefulDoesNotCount() {
    Map<String, Bencoded> file = torrent();
    file.put("announce", Bencoded.of("http://one/announce"));
    for (Bencoded nothing :
        List.of(Bencoded.of(1), Bencoded.listOf(), Bencoded.listOf(list(), list("wss://c")))) {
      file.put("announce-list", nothing);
      assertThat(shown(parse(file).trackers())).isEqualTo(List.of(List.of("http://one/announce")));
    }
  }

  @Test
  void webSeedsAreOneTextOrAList() {
    Map<String, Bencoded> file = torrent();
    file.put("url-list", Bencoded.of("http://w/"));
    assertThat(parse(file).webSeeds()).containsExactly(URI.create("http://w/"));
    file.put("url-list", list("https://w/a", "ftp://w/b", "udp://w:1/c", "https://w/a"));
    assertThat(parse(file).webSeeds()).containsExactly(URI.create("https://w/a"));
    file.put("url-list", Bencoded.of(""));
    assertThat(parse(file).webSeeds()).isEmpty();
  }

  @Test
  void aDateBeyondTheCalendarIsNone() {
    Map<String, Bencoded> file = torrent();
    file.put("creation date", Bencoded.of(1_700_000_000));
    assertThat(parse(file).creationDate()).hasValue(1_700_000_000);
    file.put("creation date", Bencoded.of(Long.MAX_VALUE));
    assertThat(parse(file).creationDate()).isEmpty();
    file.put("creation date", Bencoded.of(-1));
    assertThat(parse(file).creationDate()).isEmpty();
  }

  @Test
  void moreTrackersThanAnybodyNeedsAreRefused() {
    Map<String, Bencoded> file = torrent();
    Bencoded[] tiers =
        IntStream.rangeClosed(0, Metainfo.MAX_URLS)
            .mapToObj(i -> list("udp://t" + i + ":1"))
            .toArray(Bencoded[]::new);
    file.put("announce-list", Bencoded.listOf(tiers));
    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("more than 1000 trackers");
  }

  @Test
  void withoutAnInfoDictionaryItIsNone() {
    for (String not : List.of("de", "d4:infoi1ee", "d4:infolee")) {
      assertThatThrownBy(() -> Metainfo.parse(not.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(Problem.class)
          .hasMessage("malformed torrent: it has no info dictionary");
    }
  }

  @Test
  void whatOtherProgramsWroteIsWrittenAgain() {
    Map<String, Bencoded> file = torrent();
    file.put("announce", Bencoded.of("udp://a:1"));
    file.put("azureus_properties", Bencoded.dict().put("x", 1).build());
    file.put("zz", Bencoded.of(new byte[] {(byte) 0xFF}));
    assertThat(parse(file).encode()).isEqualTo(Torrents.encode(file));
  }

  @Test
  void whatIsWrittenIsRead() {
    Property.forAll(draw -> {
      Metainfo torrent = draw.note("torrent", any(draw));
      byte[] bytes = torrent.encode();
      assertThat(Metainfo.parse(bytes)).isEqualTo(torrent);
      assertThat(Metainfo.parse(bytes).encode()).isEqualTo(bytes);
    });
  }

  private static Metainfo any(Draw draw) {
    List<List<URI>> tiers =
        IntStream.range(0, draw.between(0, 4))
            .mapToObj(tier ->
                IntStream.rangeClosed(0, draw.between(0, 3))
                    .mapToObj(i -> URI.create("udp://t" + tier + "-" + i + ":1/announce"))
                    .toList())
            .toList();
    List<URI> seeds = draw.oneIn(2) ? List.of() : List.of(URI.create("http://w/a%20b?c"));
    return new Metainfo(
        Torrents.anyInfo(draw),
        tiers,
        seeds,
        draw.oneIn(2) ? Optional.empty() : Optional.of(draw.text()),
        draw.oneIn(2) ? Optional.empty() : Optional.of(draw.text()),
        draw.oneIn(2) ? OptionalLong.empty() : OptionalLong.of(draw.between(0, 1 << 30)));
  }
}
