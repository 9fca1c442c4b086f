package dev.shoal.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.HandClock;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.desk.MemoryDesk;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.FakeUsers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;

/** Whatever the bytes, behind a good connection id as well: an answer that fits, or none. */
class UdpTalkFuzzTest {
  private static final Endpoint FROM = Endpoint.v4(0xC6120001, 5000);

  private final HandClock clock = new HandClock();
  private final ConnectionIds ids = new ConnectionIds(1, 2);
  private final MemoryDesk desk =
      new MemoryDesk(Duration.ofMinutes(30), TrackerLimits.USUAL, clock, new SplittableRandom(1));
  private final Service service =
      new Service(
          FakeUsers.gateForOne("0123456789abcdef0123456789abcdef"),
          desk,
          clock,
          event -> assertThat(event.toString()).doesNotContain("not answered"));

  @FuzzTest(maxDuration = "1m")
  void answer(byte[] bytes) {
    UdpTalk talk = new UdpTalk(service, new Traffic("udp"), ids);
    ByteBuffer in = ByteBuffer.allocate(2048);
    in.put(bytes, 0, Math.min(bytes.length, 2000)).flip();
    if (in.limit() > 16 && (in.get(8) | in.get(9) | in.get(10)) == 0) {
      in.putLong(0, ids.issue(FROM, clock.nanos()));
    }
    ByteBuffer out = ByteBuffer.allocate(2048);
    if (talk.answer(in, FROM, out)) {
      assertThat(out.remaining()).isBetween(8, 1500);
    }
  }
}
