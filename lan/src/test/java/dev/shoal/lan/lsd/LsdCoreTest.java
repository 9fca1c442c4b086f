package dev.shoal.lan.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LsdCoreTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final LsdCore core = new LsdCore(0);

  private static Hash hash(int number) {
    byte[] bytes = new byte[Hash.SHA1_LENGTH];
    bytes[0] = (byte) (number >> 8);
    bytes[1] = (byte) number;
    return Hash.of(bytes);
  }

  @Test
  void aNewContentIsAnnouncedAtOnceAndEveryFiveMinutes() {
    core.add(hash(1), 0);
    assertThat(core.next(0)).containsExactly(hash(1));
    assertThat(core.next(0)).isEmpty();
    assertThat(core.nextDue()).isEqualTo(LsdCore.EVERY_NANOS);
    assertThat(core.next(LsdCore.EVERY_NANOS - 1)).isEmpty();
    assertThat(core.next(LsdCore.EVERY_NANOS)).containsExactly(hash(1));
    core.remove(hash(1));
    assertThat(core.next(1000 * MINUTE)).isEmpty();
    assertThat(core.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void atMostOneMessageAMinuteButForAFew() {
    List<Long> sent = new ArrayList<>();
    for (int second = 0; second < 3600; second++) {
      long now = TimeUnit.SECONDS.toNanos(second);
      core.add(hash(second), now);
      while (!core.next(now).isEmpty()) {
        sent.add(now);
      }
    }
    assertThat(sent).hasSizeLessThanOrEqualTo(60 + LsdCore.AT_ONCE);
    assertThat(sent.stream().filter(at -> at < MINUTE)).hasSize(LsdCore.AT_ONCE);
  }

  @Test
  void manyContentsShareMessagesAndAllHaveTheirTurn() {
    Set<Hash> waiting = new HashSet<>();
    for (int i = 0; i < 240; i++) {
      core.add(hash(i), 0);
      waiting.add(hash(i));
    }
    for (int minute = 0; minute <= 10; minute++) {
      List<Hash> now = core.next(minute * MINUTE);
      assertThat(now).hasSizeLessThanOrEqualTo(Announcement.MAX_HASHES);
      now.forEach(waiting::remove);
    }
    assertThat(waiting).isEmpty();
  }

  @Test
  void whoNeedsPeersIsAnnouncedAgainAfterAMinute() {
    core.add(hash(1), 0);
    assertThat(core.next(0)).hasSize(1);
    core.soon(hash(1), MINUTE / 2);
    assertThat(core.next(MINUTE - 1)).isEmpty();
    assertThat(core.next(MINUTE)).containsExactly(hash(1));
    core.soon(hash(2), MINUTE);
    assertThat(core.next(MINUTE)).as("not ours").isEmpty();
  }
}
