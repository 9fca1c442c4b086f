package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by names, each with what becomes of it. */
class SafeNamesTest {
  /** A name as a stranger wrote it, and what it becomes. */
  record Attack(String stranger, String safe) {
    @Override
    public String toString() {
      return SafeNames.forDisplay(stranger.length() > 40 ? "long " + safe.length() : stranger);
    }
  }

  /** The paths of a content, a slash between components, and what becomes of them. */
  record Clash(List<String> stranger, List<String> safe) {}

  private static Attack a(String stranger, String safe) {
    return new Attack(stranger, safe);
  }

  private static Clash clash(List<String> stranger, String... safe) {
    return new Clash(stranger, List.of(safe));
  }

  static final List<Attack> OUT_OF_THE_FOLDER =
      List.of(
          a("", "_"),
          a(".", "_"),
          a("..", "_"),
          a("...", "_"),
          a(". .", "_"),
          a(" ", "_"),
          a("../etc/passwd", ".._etc_passwd"),
          a("../", ".._"),
          a("..\\windows", ".._windows"),
          a("a/../../b", "a_.._.._b"),
          a("/", "_"),
          a("/etc/passwd", "_etc_passwd"),
          a("//server/share", "__server_share"),
          a("\\\\server\\share", "__server_share"),
          a("\\\\.\\pipe\\x", "__._pipe_x"),
          a("C:", "C_"),
          a("C:x", "C_x"),
          a("c:\\windows\\system32", "c__windows_system32"),
          a("z:/x", "z__x"),
          a(".\u0000.", ".__"),
          a("\u200b..", "__"),
          a("..\u200b", ".._"));

  static final List<Attack> ACTING_CHARACTERS =
      List.of(
          a("a\u0000.jpg", "a_.jpg"),
          a("a.exe\u0000.jpg", "a.exe_.jpg"),
          a("a\nb", "a_b"),
          a("a\rb", "a_b"),
          a("a\tb", "a_b"),
          a("a\bb", "a_b"),
          a("\u0007bell", "_bell"),
          a("\u001b[31mred", "_[31mred"),
          a("\u001b]0;title\u0007", "_]0;title_"),
          a("\u009b2J", "_2J"),
          a("del\u007f", "del_"),
          a("next\u0085line", "next_line"),
          a("line\u2028break", "line_break"),
          a("paragraph\u2029break", "paragraph_break"));

  static final List<Attack> HIDING_CHARACTERS =
      List.of(
          a("photo\u202egpj.exe", "photo_gpj.exe"),
          a("\u202dleft", "_left"),
          a("\u2067isolate\u2069", "_isolate_"),
          a("mark\u200e", "mark_"),
          a("mark\u061c", "mark_"),
          a("zero\u200bwidth", "zero_width"),
          a("join\u200der", "join_er"),
          a("\u200dx", "_x"),
          a("no\u2060break", "no_break"),
          a("\ufeffbom", "_bom"),
          a("soft\u00adhyphen", "soft_hyphen"),
          a("tag\udb40\udc41", "tag_"),
          a("filler\u3164", "filler_"),
          a("\u115f\u1160", "__"),
          a("blank\u2800", "blank_"),
          a("grapheme\u034fjoiner", "grapheme_joiner"),
          a("half \ud83d", "half _"),
          a("\udc1f half", "_ half"),
          a("swapped \udc1f\ud83d", "swapped __"),
          a("none\uffff", "none_"),
          a("none\ufffe", "none_"));

  static final List<Attack> MEANINGS =
      List.of(
          a("CON", "_CON"),
          a("nul", "_nul"),
          a("NUL.txt", "_NUL.txt"),
          a("Aux.tar.gz", "_Aux.tar.gz"),
          a("prn ", "prn_"),
          a("prn .txt", "_prn .txt"),
          a("com1", "_com1"),
          a("COM9.log", "_COM9.log"),
          a("LPT\u00b9", "_LPT\u00b9"),
          a("CONIN$", "_CONIN$"),
          a("con:x", "_con:x"),
          a("dot.", "dot_"),
          a("dots...", "dots_"),
          a("blank ", "blank_"),
          a("mixed. . ", "mixed_"),
          a("a".repeat(300), "a".repeat(255)),
          a("a".repeat(300) + ".jpg", "a".repeat(251) + ".jpg"),
          a("a." + "b".repeat(300), "a." + "b".repeat(253)),
          a("\u00e9".repeat(200), "\u00e9".repeat(127)),
          a("\ud83d\udc1f".repeat(100) + ".mp4", "\ud83d\udc1f".repeat(62) + ".mp4"),
          a("a".repeat(254) + "..", "a".repeat(254) + "_"),
          a("a".repeat(254) + ".b" + "c".repeat(30), "a".repeat(254) + "_"));

  @ParameterizedTest
  @FieldSource({"OUT_OF_THE_FOLDER", "ACTING_CHARACTERS", "HIDING_CHARACTERS", "MEANINGS"})
  void aNameThatActsIsChanged(Attack attack) {
    Layout folder = Layouts.of(attack.stranger, 16, List.of(List.of(attack.stranger)), 1);
    assertThat(SafeNames.paths(folder)).containsExactly(Path.of(attack.safe));
    assertThat(SafeNames.root(folder)).isEqualTo(Path.of(attack.safe));
    assertThat(SafeNames.root(Layouts.single(attack.stranger, 16, 1))).hasToString(attack.safe);
  }

  static final List<Clash> CLASHES =
      List.of(
          clash(List.of("a", "a", "a"), "a", "a (1)", "a (2)"),
          clash(List.of("a.txt", "A.TXT"), "a.txt", "A (1).TXT"),
          clash(List.of("x/a", "X/A"), "x/a", "X/A (1)"),
          clash(List.of("caf\u00e9", "cafe\u0301"), "caf\u00e9", "cafe\u0301 (1)"),
          clash(List.of("k", "\u212a"), "k", "\u212a (1)"),
          clash(List.of("stra\u00dfe", "STRASSE"), "stra\u00dfe", "STRASSE (1)"),
          clash(List.of("a", "a (1)", "a"), "a", "a (1)", "a (2)"),
          clash(List.of("a", "a", "a (1)"), "a", "a (1)", "a (1) (1)"),
          clash(List.of("a", "a/b", "a/c"), "a", "a (1)/b", "a (1)/c"),
          clash(List.of("a/b", "a"), "a/b", "a (1)"),
          clash(List.of("a/b", "A"), "a/b", "A (1)"),
          clash(List.of("a", "A/b/c", "a/b/d"), "a", "A (1)/b/c", "A (1)/b/d"),
          clash(List.of("a/b", "a/b/c"), "a/b", "a/b (1)/c"),
          clash(List.of("a", "a (1)/b", "a/b"), "a", "a (1)/b", "a (2)/b"),
          clash(List.of("\u001b", "_"), "_", "_ (1)"),
          clash(List.of("..", ".", "x/.."), "_", "_ (1)", "x/_"),
          clash(List.of("con", "_con"), "_con", "_con (1)"),
          clash(List.of("../../x", "..//x"), "_/_/x", "_/_/x (1)"),
          clash(
              List.of("a".repeat(300), "a".repeat(301)),
              "a".repeat(255),
              "a".repeat(251) + " (1)"));

  @ParameterizedTest
  @FieldSource("CLASHES")
  void namesThatMeetAreKeptApart(Clash clash) {
    assertThat(paths(clash.stranger)).isEqualTo(clash.safe);
  }

  private static List<String> paths(List<String> stranger) {
    Layout layout = Layouts.named(stranger.toArray(String[]::new));
    return SafeNames.paths(layout).stream().map(Path::toString).toList();
  }

  @Test
  void aPathThatIsTooDeepOrTooLongBecomesFlat() {
    String deep = String.join("/", Collections.nCopies(65, "a")) + "/file";
    String wide = String.join("/", Collections.nCopies(20, "a".repeat(200))) + "/file";
    String fits = String.join("/", Collections.nCopies(63, "a")) + "/file";
    List<String> safe = paths(List.of(deep, wide, fits, deep));
    assertThat(safe.get(0)).matches("deep_[0-9a-f]{40}/file");
    assertThat(safe.get(1)).matches("deep_[0-9a-f]{40}/file").isNotEqualTo(safe.get(0));
    assertThat(safe.get(2)).isEqualTo(fits);
    assertThat(safe.get(3)).isEqualTo(safe.get(0) + " (1)");
  }

  @Test
  void anEmptyPathGetsAName() {
    Layout layout = Layouts.of("x", 16, List.of(List.of(), List.of("", "")), 1, 1);
    assertThat(SafeNames.paths(layout)).containsExactly(Path.of("_"), Path.of("_ (1)/_"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "holiday.jpg",
        ".hidden",
        "..two dots",
        "a..b",
        "with blanks and (1)",
        " leading blank",
        "-rf",
        "~",
        "#1 $HOME `x` 'y' \"z\" & ; * ? | < >",
        "12:30 Uhr",
        "Stra\u00dfe \u00fcber \u00c9t\u00e9",
        "e\u0301 decomposed",
        "\u6587\u4ef6.txt",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian, with a non-joiner
        "\ud83d\udc1f fish",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 family", // joined
        "\ud83d\udc41\ufe0f\u200d\ud83d\udde8\ufe0f",
        "console",
        "com10",
        "auxiliary.txt",
        "nullable"
      })
  void aGoodNameStays(String good) {
    assertThat(paths(List.of(good, good + "/x"))).startsWith(good);
    assertThat(SafeNames.root(Layouts.single(good, 16, 1))).hasToString(good);
  }

  @Test
  void thereAreAtLeastSixtyAttacks() {
    int attacks = 0;
    for (List<?> table :
        Arrays.asList(OUT_OF_THE_FOLDER, ACTING_CHARACTERS, HIDING_CHARACTERS, MEANINGS, CLASHES)) {
      attacks += table.size();
    }
    assertThat(attacks).isGreaterThanOrEqualTo(60);
  }

  @Test
  void whatIsShownStaysInItsLine() {
    assertThat(SafeNames.forDisplay("a\nb\tc")).isEqualTo("a b c");
    assertThat(SafeNames.forDisplay("\u001b[2J\u202e\u200b\ud83d"))
        .isEqualTo("\ufffd[2J\ufffd\ufffd\ufffd");
    assertThat(SafeNames.forDisplay("/a\\b \ud83d\udc1f")).isEqualTo("/a\\b \ud83d\udc1f");
    assertThat(SafeNames.forDisplay("x".repeat(5000)))
        .hasSize(SafeNames.MAX_DISPLAY + 1)
        .endsWith("x\u2026");
  }
}
