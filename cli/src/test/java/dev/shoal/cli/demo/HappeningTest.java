package dev.shoal.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.host.Progress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HappeningTest {
  private static final OptionalLong NOT_YET = OptionalLong.empty();
  private static final Map<String, Long> GIVEN = Map.of("getter 1", 60L);

  private static Scene scene(
      long done, int peers, int wrong, OptionalLong completed, String... out) {
    var banned = new TreeSet<>(List.of(out));
    return new Scene(
        100,
        List.of(
            whole("sharer", Role.SHARER, peers),
            new Act(
                "getter 1", Role.GETTER, progress(done, peers), 0, GIVEN, wrong, banned, completed),
            whole("liar", Role.LIAR, peers)),
        9_500);
  }

  private static Act whole(String name, Role role, int peers) {
    return new Act(name, role, progress(100, peers), 0, GIVEN, 0, new TreeSet<>(), NOT_YET);
  }

  private static Progress progress(long done, int peers) {
    return new Progress(Progress.Phase.DOWNLOADING, done, 100, 0, 0, 0, 120, peers, 0, 0, 0);
  }

  private static List<String> between(Scene before, Scene now) {
    return Happening.between(before, now).stream().map(Happening::toString).toList();
  }

  @Test
  void eachIsToldOnce() {
    Scene alone = scene(0, 0, 0, NOT_YET);
    Scene met = scene(10, 3, 1, NOT_YET);
    Scene half = scene(50, 3, 2, NOT_YET, "liar");
    Scene done = scene(100, 3, 2, OptionalLong.of(9_450), "liar");
    assertThat(between(alone, met))
        .containsExactly(
            "getter 1 has met others", "getter 1 found a wrong piece and fetches it anew");
    assertThat(between(met, half))
        .containsExactly("getter 1 threw out the liar", "getter 1 has half of it");
    assertThat(between(half, done)).containsExactly("getter 1 has all of it after 9.5 s");
    assertThat(between(done, done)).isEmpty();
  }

  @Test
  void theFiguresAreThoseOfTheNodes() {
    Scene done = scene(100, 3, 2, OptionalLong.of(9_450), "liar");
    Figures figures = new Figures(done, List.of());
    assertThat(figures.problem()).isEmpty();
    assertThat(figures.lines())
        .containsExactly(
            "100 B for 1 getter in 9.5 s; who gave how much:",
            "               time    sharer    others      liar",
            "getter 1      9.5 s      60 B      60 B      60 B",
            "The sharer sent 1.2 copies; 1 were made of them, all equal by SHA-256.",
            "Wrong pieces found: 2, none kept or passed on.",
            "The liar was thrown out by all of them.");
  }

  @Test
  void aTourThatShowsSomethingElseIsAFailure() {
    Scene unaware = scene(100, 3, 0, OptionalLong.of(9_450));
    assertThat(new Figures(unaware, List.of()).problem())
        .hasValueSatisfying(it -> assertThat(it.what()).startsWith("nobody threw the liar out"));
    Scene aware = scene(100, 3, 0, OptionalLong.of(9_450), "liar");
    assertThat(new Figures(aware, List.of("getter 1")).problem())
        .hasValueSatisfying(it -> assertThat(it.what()).endsWith("the copy of getter 1"));
  }
}
