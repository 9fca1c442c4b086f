package dev.shoal.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.cli.show.Columns;
import dev.shoal.host.Progress;
import dev.shoal.testkit.Property;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a person sees of a tour: a change of it is to be seen in a review. */
class DemoPictureTest {
  private static final long SIZE = 64 * Bytes.MIB;
  private static final OptionalLong NOT_YET = OptionalLong.empty();

  private static final Act SHARER =
      act("sharer", Role.SHARER, rates(SIZE, 0, 8 * Bytes.MIB, SIZE / 2), NOT_YET);
  private static final Act FIRST =
      act("getter 1", Role.GETTER, rates(SIZE / 3, 6 * Bytes.MIB, Bytes.MIB, 0), NOT_YET, "liar");
  private static final Act SECOND =
      act("getter 2", Role.GETTER, rates(SIZE, 0, 0, 0), OptionalLong.of(9_350));
  private static final Act LIAR = act("liar", Role.LIAR, rates(SIZE, 0, 0, 3 * Bytes.MIB), NOT_YET);
  private static final Scene SCENE = new Scene(SIZE, List.of(SHARER, FIRST, SECOND, LIAR), 9_400);

  private static Progress rates(long done, long down, long up, long uploaded) {
    return new Progress(Progress.Phase.DOWNLOADING, done, SIZE, down, up, 0, uploaded, 5, 1, 0, 0);
  }

  private static Act act(
      String name, Role role, Progress progress, OptionalLong completed, String... banned) {
    int givers = progress.downRate() > 0 ? 3 : 0;
    TreeSet<String> out = new TreeSet<>(List.of(banned));
    return new Act(name, role, progress, givers, Map.of(), banned.length, out, completed);
  }

  @Test
  void aWideTerminal() {
    assertThat(DemoPicture.of(SCENE, 140, false))
        .containsExactly(
            "64.0 MiB for 2 getters and one liar, on this machine alone",
            "sharer    sent 0.5 copies  up 8.00 MiB/s",
            "getter 1   33% [============>                           ]"
                + "  down 6.00 MiB/s  up 1.00 MiB/s  from 3",
            "getter 2  100% [========================================]"
                + "  all in 9.4 s     up 0 B/s       from 0",
            "liar      thrown out by 1 of 2; gave 3.00 MiB",
            "0:09  wrong pieces found: 1");
  }

  @Test
  void aUsualTerminalAndANarrowOne() {
    assertThat(DemoPicture.of(SCENE, 80, false).get(2))
        .isEqualTo(
            "getter 1   33% [======>                ]  down 6.00 MiB/s  up 1.00 MiB/s  from 3");
    assertThat(DemoPicture.of(SCENE, 60, false).get(2))
        .isEqualTo("getter 1   33% [==>        ]  down 6.00 MiB/s  up 1.00 MiB/s");
    assertThat(DemoPicture.of(SCENE, 40, false))
        .containsExactly(
            "64.0 MiB for 2 getters and one liar, on…",
            "sharer    sent 0.5 copies  up 8.00 MiB/s",
            "getter 1   33%  down 6.00 MiB/s",
            "getter 2  100%  all in 9.4 s",
            "liar      thrown out by 1 of 2; gave 3.…",
            "0:09  wrong pieces found: 1");
  }

  @Test
  void coloursAreAroundWhatIsDecidedAndChangeNoWidth() {
    List<String> lines = DemoPicture.of(SCENE, 80, true);
    assertThat(lines.get(2)).isEqualTo(DemoPicture.of(SCENE, 80, false).get(2));
    assertThat(lines.get(3)).startsWith("\u001b[32mgetter 2").endsWith("\u001b[0m");
    assertThat(lines.get(4)).startsWith("\u001b[31mliar").endsWith("\u001b[0m");
    assertThat(lines).allMatch(line -> Columns.of(line) <= 80);
  }

  @Test
  void noLineIsTooLong() {
    Property.forAll(draw -> {
      int columns = draw.between(1, 200);
      Act any =
          act(
              "getter 1",
              Role.GETTER,
              rates(draw.number() >>> 1, draw.number() >>> 1, draw.number() >>> 1, 0),
              OptionalLong.of(draw.number() >>> 1));
      Scene scene = new Scene(SIZE, List.of(SHARER, any, LIAR), draw.number());
      assertThat(DemoPicture.of(scene, columns, draw.between(0, 1) == 1))
          .allMatch(line -> Columns.of(line) <= columns);
    });
  }
}
