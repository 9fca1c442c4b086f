package dev.shoal.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that crash known clients are refused with a sentence, by every verb that reads one. */
@Tag("all")
@Execution(ExecutionMode.CONCURRENT)
class HostileTorrentTest {
  private static final int MALFORMED = 10;

  /** Less than a hostile file asks for; enough for any verb. */
  private static final String MEMORY = "SHOAL_JAVA_OPTIONS=-Xms8m -Xmx40m";

  private static final int DEEP = 10_000;

  static Stream<Arguments> files() {
    return Stream.of(
        file("an absurd length", info(Map.of("length", Long.MAX_VALUE))),
        file("a negative length", info(Map.of("length", -1))),
        file("lengths beyond 2^63", folder(List.of(entry(1L << 62, "a"), entry(1L << 62, "b")))),
        file("a piece length of 0", info(Map.of("piece length", 0))),
        file("a piece length of 2^62", info(Map.of("piece length", 1L << 62))),
        file("hashes that end too early", info(Map.of("pieces", new byte[19]))),
        file("a path of 10,000 names", folder(List.of(deep()))),
        file("a symbolic link outward", folder(List.of(entry(1, "a"), link()))),
        Arguments.of("info twice", text(infoTwice())),
        Arguments.of("a string without end", text("d4:info99999999999:")),
        Arguments.of("10,000 lists in each other", text("d1:a" + "l".repeat(DEEP))),
        Arguments.of("nothing", new byte[0]));
  }

  private static Arguments file(String title, Map<String, Object> info) {
    return Arguments.of(title, Bencoded.of(Map.of("info", info)));
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String infoTwice() {
    String info = "4:info" + new String(Bencoded.of(info(Map.of())), ISO_8859_1);
    return "d" + info + info + "e";
  }

  /** One byte in one piece, but for what is put in its place. */
  private static Map<String, Object> info(Map<String, ?> instead) {
    Map<String, Object> info = new HashMap<>();
    info.put("name", "x");
    info.put("piece length", 1 << 15);
    info.put("pieces", new byte[20]);
    info.put("length", 1);
    info.putAll(instead);
    return info;
  }

  private static Map<String, Object> folder(List<Map<String, Object>> files) {
    Map<String, Object> info = info(Map.of("files", files));
    info.remove("length");
    return info;
  }

  private static Map<String, Object> entry(long length, String... path) {
    return new HashMap<>(Map.of("length", length, "path", List.of(path)));
  }

  private static Map<String, Object> deep() {
    return Map.of("length", 1, "path", Collections.nCopies(DEEP, "d"));
  }

  private static Map<String, Object> link() {
    Map<String, Object> link = entry(0, "link");
    link.put("attr", "l");
    link.put("symlink path", List.of("..", "..", "etc", "passwd"));
    return link;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isRefused(String title, byte[] bytes, @TempDir Path root) throws IOException {
    try (Workplace work = new Workplace(root)) {
      String file = Files.write(root.resolve("hostile.torrent"), bytes).toString();
      String data = work.folder("data").toString();
      Files.write(root.resolve("data/x"), new byte[1]);
      assertRefused(work, "show", file);
      assertRefused(work, "check", file, "--data", data);
      assertRefused(work, "get", file, "--to", data, "--bind", "127.0.0.1", "--port", "0");
      assertRefused(work, "share", data, "--torrent", file, "--bind", "127.0.0.1", "--port", "0");
    }
  }

  private static void assertRefused(Workplace work, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", MEMORY, Shoal.command()));
    command.addAll(List.of(arguments));
    RunningProgram shoal = work.start(command);
    shoal.awaitExit(MALFORMED);
    assertThat(shoal.errors())
        .anyMatch(line -> line.startsWith("error: "))
        .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
  }
}
