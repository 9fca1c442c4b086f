package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetainfoEditorTest {
  private static final URI A = URI.create("udp://a:1");
  private static final URI B = URI.create("http://b/x");

  private final Map<String, Bencoded> file = new TreeMap<>();

  MetainfoEditorTest() {
    file.put("info", Torrents.dict(Torrents.single()));
    file.put("announce", Bencoded.of("udp://a:1"));
    file.put("nodes", Bencoded.listOf(Bencoded.of("router"), Bencoded.of(1)));
    file.put("piece layers", Bencoded.of(new byte[] {(byte) 0xFF, 0}));
  }

  private MetainfoEditor editor() {
    return new MetainfoEditor(Torrents.encode(file));
  }

  private static BDict read(MetainfoEditor editor) {
    return Bencode.decodeDict(editor.encode(), Metainfo.LIMITS);
  }

  @Test
  void whatIsNotTouchedStaysByteForByte() {
    assertThat(editor().encode()).isEqualTo(Torrents.encode(file));
    MetainfoEditor editor = editor();
    editor.comment("new");
    editor.addTrackers(List.of(B));
    editor.addWebSeed(B);
    editor.comment("");
    editor.clearWebSeeds();
    assertThat(editor.removeTracker("http://b/x")).isTrue();
    assertThat(editor.encode()).isEqualTo(Torrents.encode(file));
  }

  /**
   * Keys out of their order and numbers with zeros in front are somebody's: the name is of them.
   */
  @Test
  void anOddInfoDictionaryKeepsItsName() {
    String info = "d6:lengthi1e4:name1:x12:piece lengthi16384e6:pieces20:" + "h".repeat(20) + "e";
    String odd = "d6:lengthi1e12:piece lengthi16384e4:name1:x6:pieces20:" + "h".repeat(20) + "e";
    assertThat(odd).isNotEqualTo(info);
    byte[] bytes = ("d7:comment1:c4:info" + odd + "e").getBytes(StandardCharsets.US_ASCII);
    MetainfoEditor editor = new MetainfoEditor(bytes);
    editor.addTrackers(List.of(A));
    assertThat(new String(editor.encode(), StandardCharsets.US_ASCII)).contains("4:info" + odd);
    assertThat(Metainfo.parse(editor.encode()).info().infoHash())
        .isEqualTo(Metainfo.parse(bytes).info().infoHash());
  }

  @Test
  void trackersAreAddedReplacedAndRemoved() {
    MetainfoEditor editor = editor();
    editor.addTrackers(List.of(A));
    editor.addTrackers(List.of(A, B, B));
    assertThat(Metainfo.parse(editor.encode()).trackers()).containsExactly(List.of(A), List.of(B));
    URI c = URI.create("udp://c:1");
    assertThat(editor.replaceTracker("udp://a:1", c)).isTrue();
    assertThat(editor.replaceTracker("udp://a:1", c)).isFalse();
    assertThat(read(editor).text("announce")).contains("udp://c:1");
    assertThat(editor.removeTracker("udp://c:1")).isTrue();
    assertThat(editor.removeTracker("udp://c:1")).isFalse();
    assertThat(read(editor).text("announce")).contains("http://b/x");
    assertThat(read(editor).get("announce-list")).isEmpty();
    editor.clearTrackers();
    assertThat(read(editor).get("announce")).isEmpty();
  }

  @Test
  void trackersOfOtherProgramsSurvive() {
    file.put(
        "announce-list",
        Bencoded.listOf(
            Bencoded.listOf(Bencoded.of("wss://w"), Bencoded.of("udp://a:1")),
            Bencoded.listOf(Bencoded.of("dht://d"))));
    MetainfoEditor editor = editor();
    assertThat(editor.removeTracker("udp://a:1")).isTrue();
    assertThat(read(editor).list("announce-list").orElseThrow().items())
        .containsExactly(
            Bencoded.listOf(Bencoded.of("wss://w")), Bencoded.listOf(Bencoded.of("dht://d")));
  }

  @Test
  void aWebSeedThatIsATextBecomesAList() {
    file.put("url-list", Bencoded.of("http://one/"));
    MetainfoEditor editor = editor();
    editor.addWebSeed(B);
    editor.addWebSeed(B);
    assertThat(Metainfo.parse(editor.encode()).webSeeds())
        .containsExactly(URI.create("http://one/"), B);
    assertThat(editor.removeWebSeed("http://one/")).isTrue();
    assertThat(editor.removeWebSeed("http://one/")).isFalse();
    assertThat(Metainfo.parse(editor.encode()).webSeeds()).containsExactly(B);
  }
}
