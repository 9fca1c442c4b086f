package dev.shoal.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Magnet.Files;
import dev.shoal.bittorrent.metainfo.Magnet.Peer;
import dev.shoal.testkit.Draw;
import dev.shoal.testkit.Property;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetTest {
  private static final String HEX = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a";
  private static final String BASE32 = "YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK";
  private static final String LINK = "magnet:?xt=urn:btih:" + HEX;
  private static final String V2 = "1220" + "ab".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEX,
        BASE32,
        "  " + HEX + "\n",
        "C12FE1C06BBA254A9DC9F519B335AA7C1367A88A",
        "yex6dqdlxisuvhoj6um3gnnkpqjwpkek",
        LINK,
        "MAGNET:?XT=URN:BTIH:" + HEX,
        "magnet:?xt=urn:btih:" + BASE32,
        "magnet:?xt=urn%3Abtih%3A" + HEX,
        "magnet:?dn=&&x&xt.1=urn:btih:" + HEX + "&xt.2=urn:btih:" + BASE32,
        LINK + "&xt=urn:btmh:1220abab",
        LINK + "&xt=urn:sha1:" + BASE32 + "&kt=martin&so=x,2-1,-,&x.pe=&tr=&xl=many&ws=ftp://w"
      })
  void namesTheTorrent(String link) {
    assertThat(Magnet.parse(link))
        .isEqualTo(
            new Magnet(
                Hash.ofHex(HEX), Optional.empty(), OptionalLong.empty(), List.of(), List.of()));
  }

  @Test
  void readsEveryHint() {
    Magnet magnet =
        Magnet.parse(
            LINK
                + "&dn=a+caf%C3%A9%2B%26&dn=second&xl=12345&tr=http%3A%2F%2Ft%2Fannounce%3Fk%3D1"
                + "&tr.1=udp://u:80&tr.22=https://v&tr=wss%3A%2F%2Fw&tr=udp://u:80"
                + "&x.pe=example.org:6881&x.pe=192.0.2.1%3A1&x.pe=[2001:db8::1]:65535"
                + "&ws=https%3A%2F%2Fw%2Fa%2520b&so=0,2,4-6&so=2,9");
    assertThat(magnet.webSeeds()).containsExactly(URI.create("https://w/a%20b"));
    assertThat(magnet.only())
        .containsExactly(new Files(0, 0), new Files(2, 2), new Files(4, 6), new Files(9, 9));
    assertThat(magnet.name()).contains("a café+&");
    assertThat(magnet.length()).hasValue(12345);
    assertThat(magnet.trackers())
        .extracting(URI::toString)
        .containsExactly("http://t/announce?k=1", "udp://u:80", "https://v");
    assertThat(magnet.peers())
        .containsExactly(
            new Peer("example.org", 6881),
            new Peer("192.0.2.1", 1),
            new Peer("2001:db8::1", 65535));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host", ":1", "host:", "host:0", "host:65536", "host:99999999999", "host:-1", "::1:6881",
        "[::1]", "[]:1", "[host]:1", "a/b:1", "a b:1", "a@b:1", "[::1%25eth0]:1", "h%00:1"
      })
  void aPeerThatNobodyCouldDialIsLeftOut(String peer) {
    assertThat(Magnet.parse(LINK + "&x.pe=" + peer).peers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      commentCharacter = '!',
      textBlock =
          """
          ``, USAGE, neither
          hello, USAGE, neither
          magnet, USAGE, neither
          magnet:xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a, USAGE, neither
          c12fe1c06bba254a9dc9f519b335aa7c1367a88, USAGE, neither
          c12fe1c06bba254a9dc9f519b335aa7c1367a88ag, USAGE, neither
          YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKE1, USAGE, neither
          magnet:?, INVALID, names no torrent
          magnet:?dn=x, INVALID, names no torrent
          magnet:?xt=urn:sha1:YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK, INVALID, names no torrent
          magnet:?xt=urn:btih:, INVALID, its info-hash has not 40
          magnet:?xt=urn:btih:c12f, INVALID, its info-hash has not 40
          magnet:?xt=urn:btih:zz2fe1c06bba254a9dc9f519b335aa7c1367a88a, INVALID, its info-hash
          magnet:?xt=urn:btmh:1220abab, INVALID, version 2
          #&xt=urn:btih:YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEL, INVALID, two torrents
          #&dn=%, INVALID, percent
          #&dn=%4, INVALID, percent
          #&dn=%g0, INVALID, percent
          #&dn=%+1, INVALID, percent
          #&dn=%FF, INVALID, not UTF-8
          #&dn=%C0%AF, INVALID, not UTF-8
          #&tr=%ED%A0%80, INVALID, not UTF-8
          """)
  void refusedInWords(String link, Problem.Kind kind, String what) {
    refused(link.replace("#", LINK), kind, what);
  }

  @Test
  void version2AloneIsToldAsThat() {
    refused(V2, Problem.Kind.INVALID, "version 2 only");
    refused("magnet:?xt=urn:btmh:" + V2, Problem.Kind.INVALID, "version 2 only");
  }

  @Test
  void lengthAndCountAreBounded() {
    String long64 = LINK + "&dn=" + "a".repeat(Magnet.MAX_LENGTH);
    refused(long64, Problem.Kind.INVALID, "more than 65536 characters");
    refused(LINK + "&a=b".repeat(1000), Problem.Kind.INVALID, "more than 1000 parameters");
  }

  private static void refused(String link, Problem.Kind kind, String what) {
    Problem refused = catchThrowableOfType(Problem.class, () -> Magnet.parse(link));
    assertThat(refused).as("accepted").isNotNull();
    assertThat(refused.what()).contains(what);
    assertThat(refused.kind()).isEqualTo(kind);
  }

  @Test
  void writesWhatOtherProgramsRead() {
    Magnet magnet =
        new Magnet(
            Hash.ofHex(HEX),
            Optional.of("é & b+c"),
            OptionalLong.of(7),
            List.of(URI.create("udp://t:1/a")),
            List.of(new Peer("192.0.2.1", 7462), new Peer("2001:db8::1", 7462)));
    assertThat(magnet.format())
        .isEqualTo(
            LINK
                + "&dn=%C3%A9%20%26%20b%2Bc&xl=7&tr=udp%3A%2F%2Ft%3A1%2Fa"
                + "&x.pe=192.0.2.1:7462&x.pe=[2001:db8::1]:7462");
  }

  @Test
  void whatIsWrittenIsRead() {
    Property.forAll(draw -> {
      Magnet magnet = draw.note("magnet", any(draw));
      assertThat(Magnet.parse(magnet.format())).isEqualTo(magnet);
    });
  }

  private static Magnet any(Draw draw) {
    String name = draw.text();
    int port = draw.between(1, 65535);
    List<Peer> peers = List.of(new Peer("h-1.example", port), new Peer("::" + port, port));
    List<URI> trackers = List.of(URI.create("http://t/%C3%A9?a=" + port + "&b=c+d"));
    return new Magnet(
        Hash.of(draw.bytes(20)),
        name.isBlank() ? Optional.empty() : Optional.of(name),
        draw.oneIn(2) ? OptionalLong.empty() : OptionalLong.of(draw.between(0, 1 << 30)),
        draw.oneIn(2) ? List.of() : trackers,
        draw.oneIn(2) ? List.of() : peers,
        draw.oneIn(2) ? List.of() : List.of(URI.create("http://w/" + port)),
        draw.oneIn(2) ? List.of() : List.of(new Files(0, port), new Files(port, port)));
  }
}
