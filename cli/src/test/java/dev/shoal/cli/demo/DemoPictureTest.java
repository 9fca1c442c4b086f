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
      act("sharer", Role.SHARER, SIZE, 0, 8 * Bytes.MIB, List.of(), NOT_YET);
  private static final Act FIRST =
      act("getter 1", Role.GETTER, SIZE / 3, 6 * Bytes.MIB, Bytes.MIB, List.of("liar"), NOT_YET);
  private static final Act SECOND =
      act("getter 2", Role.GETTER, SIZE, 0, 0, List.of(), OptionalLong.of(9_350));
  private static final Act LIAR = act("liar", Role.LIAR, SIZE, 0, 0, List.of(), NOT_YET);
  private static final Scene SCENE =
      new Scene(SIZE, List.of(SHARER, FIRST, SECOND, LIAR), 9_400);

  private static Act act(
      String name, Role role, long done, long down, List<String> banned, OptionalLong completed) {
    return act(name, role, done, down, down / 2, banned, completed);
  }

  private static Progress progress(long done, long down, long up) {
    return new Progress(Progress.Phase.DOWNLOADING, done, SIZE, down, up, 0, up * 2, 5, 1, 0, 0);
  }

  private static Act act(
      String name,
      Role role,
      long done,
      long down,
      long up,
      List<String> banned,
      OptionalLong completed) {
    return new Act(
        name,
        role,
        progress(done, down, up),
        down > 0 ? 3 : 0,
        Map.of("getter 1", 3 * Bytes.MIB),
        banned.size(),
        new TreeSet<>(banned),
        completed);
  }
}
