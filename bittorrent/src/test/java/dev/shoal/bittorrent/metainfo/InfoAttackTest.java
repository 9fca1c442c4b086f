package dev.shoal.bittorrent.metainfo;

import static dev.shoal.bittorrent.metainfo.Torrents.encode;
import static dev.shoal.bittorrent.metainfo.Torrents.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shoal.base.Problem;
import dev.shoal.bencode.Bencoded;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Info dictionaries that were made to hurt, or by a broken program. */
class InfoAttackTest {
  /**
   * An attack.
   *
   * @param info the bytes of the dictionary
   * @param what the refusal says
   */
  record Attack(byte[] info, String what) {
    static Attack with(String key, Bencoded value, String what) {
      Map<String, Bencoded> info = Torrents.single();
      info.put(key, value);
      return new Attack(encode(info), what);
    }

    static Attack without(String key, String what) {
      Map<String, Bencoded> info = Torrents.single();
      info.remove(key);
      return new Attack(encode(info), what);
    }

    static Attack folder(String what, Bencoded... files) {
      return new Attack(encode(Torrents.folder(files)), what);
    }

    static Attack raw(String info, String what) {
      return new Attack(info.getBytes(StandardCharsets.ISO_8859_1), what);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @ParameterizedTest
  @MethodSource
  void refusedInWords(Attack attack) {
    Problem refused = catchThrowableOfType(Problem.class, () -> Info.parse(attack.info));
    assertThat(refused).as("accepted though %s", attack.what).isNotNull();
    assertThat(refused.kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(refused.what()).contains(attack.what).hasSizeLessThan(200);
  }

  static Stream<Attack> refusedInWords() {
    return Stream.of(raw(), entries(), files()).flatMap(List::stream);
  }

  private static List<Attack> raw() {
    return List.of(
        Attack.raw("", "at byte 0"),
        Attack.raw("le", "not a dictionary"),
        Attack.raw("de", "it has no name"),
        Attack.raw("<html>404</html>", "no value begins with '<'"),
        Attack.raw("d6:lengthi1e6:lengthi2ee", "doubled key"),
        Attack.raw("d4:name1:a6:lengthi1e4:name1:be", "doubled key"),
        Attack.raw("d4:name99999999:x", "longer than the input"),
        Attack.raw("d6:lengthi-0ee", "minus zero"),
        Attack.raw("d6:lengthi1e4:name1:xe ", "bytes after the end"),
        Attack.raw("d5:filesl" + "d4:path".repeat(10_000), "deeper than"),
        Attack.raw("d5:filesld4:path" + "l".repeat(10_000) + "e".repeat(10_003), "deeper than"));
  }

  private static List<Attack> entries() {
    return List.of(
        Attack.without("name", "it has no name"),
        Attack.with("name", Bencoded.of(1), "it has no name"),
        Attack.without("piece length", "piece length"),
        Attack.with("piece length", Bencoded.of(0), "piece length"),
        Attack.with("piece length", Bencoded.of(-16_384), "piece length"),
        Attack.with("piece length", Bencoded.of((1L << 30) + 1), "piece length"),
        Attack.with("piece length", Bencoded.of((1L << 32) + 16_384), "piece length"),
        Attack.with("piece length", Bencoded.of("16384"), "piece length"),
        Attack.without("pieces", "no piece digests"),
        Attack.with("pieces", Bencoded.of(60), "no piece digests"),
        Attack.with("pieces", Bencoded.of(""), "3 pieces, but 0 bytes"),
        Attack.with("pieces", Bencoded.of(new byte[59]), "3 pieces, but 59 bytes"),
        Attack.with("pieces", Bencoded.of(new byte[61]), "3 pieces, but 61 bytes"),
        Attack.with("pieces", Bencoded.of(new byte[80]), "3 pieces, but 80 bytes"),
        Attack.without("length", "it has no files"),
        Attack.with("length", Bencoded.of("40000"), "missing or negative"),
        Attack.with("length", Bencoded.of(-1), "missing or negative"),
        Attack.with("length", Bencoded.of(Long.MIN_VALUE), "missing or negative"),
        Attack.with("length", Bencoded.of(Long.MAX_VALUE), "more than 4194304 pieces"),
        Attack.with("length", Bencoded.of((1L << 36) + 1), "more than 4194304 pieces"),
        Attack.with("files", Bencoded.listOf(file(1, "a")), "a file and a folder"));
  }

  private static Bencoded link(String... target) {
    return Bencoded.dict()
        .put("attr", "l")
        .put("path", Bencoded.listOf(Bencoded.of("link")))
        .put(
            "symlink path",
            Bencoded.listOf(Stream.of(target).map(Bencoded::of).toArray(Bencoded[]::new)))
        .build();
  }

  private static List<Attack> files() {
    Bencoded noLength = Bencoded.dict().put("path", Bencoded.listOf(Bencoded.of("a"))).build();
    Bencoded number =
        Bencoded.dict().put("length", 0).put("path", Bencoded.listOf(Bencoded.of(7))).build();
    Bencoded text = Bencoded.dict().put("length", 0).put("path", "../../etc/passwd").build();
    Bencoded[] many =
        Collections.nCopies(Info.MAX_FILES + 1, file(0, "a")).toArray(Bencoded[]::new);
    String[] deep = Collections.nCopies(10_000, "a").toArray(String[]::new);
    return List.of(
        Attack.folder("it has no files"),
        Attack.folder("a symbolic link leads out", link("..", "..", "etc", "passwd")),
        Attack.folder("a symbolic link leads out", link("/etc/passwd")),
        Attack.folder("a symbolic link leads out", link("..")),
        Attack.folder("a symbolic link leads out", link("a", "..", "..", "b")),
        Attack.folder("a symbolic link leads deeper than", link(deep)),
        Attack.folder("a file is not a dictionary", Bencoded.of("a")),
        Attack.folder("missing or negative", file(-1, "a")),
        Attack.folder("missing or negative", noLength),
        Attack.folder("a file has no path", file(0)),
        Attack.folder("a file has no path", Bencoded.dict().put("length", 0).build()),
        Attack.folder("a file has no path", text),
        Attack.folder("the path of a file is not text", number),
        Attack.folder("deeper than 100 folders", file(0, deep)),
        Attack.folder("more than 2^63 bytes", file(Long.MAX_VALUE, "a"), file(1, "b")),
        Attack.folder("more than 2^63 bytes", file(1L << 62, "a"), file(1L << 62, "b")),
        Attack.folder("more than 4194304 pieces", file(1L << 62, "a"), file(1L << 61, "b")),
        Attack.folder("1 pieces, but 0 bytes", file(1, "a")),
        Attack.folder("more than 262144 files", many));
  }

  @Test
  void aTorrentOfVersion2OnlyIsToldAsThat() {
    Map<String, Bencoded> of = Torrents.single();
    of.remove("pieces");
    of.remove("length");
    of.put("meta version", Bencoded.of(2));
    of.put("file tree", Bencoded.dict().build());
    Problem refused = catchThrowableOfType(Problem.class, () -> Info.parse(encode(of)));
    assertThat(refused.kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(refused.what()).contains("version 2").contains("yet");
    assertThat(refused.hint()).isPresent();
  }
}
