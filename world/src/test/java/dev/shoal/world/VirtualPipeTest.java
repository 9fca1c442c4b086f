package dev.shoal.world;

import static dev.shoal.world.Net.MILLI;
import static dev.shoal.world.Net.MINUTE;
import static dev.shoal.world.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualPipeTest {
  private static final int MB = 1_000_000;

  @Test
  void aByteTakesTheHandshakeTheLinesAndThePath() {
    Net net = new Net(1, new Rates(1000, 500), PathQuality.delayed(20 * MILLI));
    VirtualHost to = net.host();
    Ending receiver = net.receive(to);
    Ending sender = net.send(net.host(), to, 1);
    net.time.runFor(MINUTE);
    assertThat(sender.connectedAt).isEqualTo(40 * MILLI);
    assertThat(receiver.connectedAt).isEqualTo(60 * MILLI);
    assertThat(receiver.lastByteAt).isEqualTo((40 + 1 + 20 + 2) * MILLI);
    assertThat(receiver.end).contains(VirtualPipe.End.CLOSED);
    assertThat(sender.end).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSlowerLineDecidesHowLongManyBytesTake(boolean slowUp) {
    Net net = new Net(1, Rates.UNLIMITED, PathQuality.delayed(5 * MILLI));
    VirtualHost from = slowUp ? net.host(MB, 0) : net.host(0, 0);
    VirtualHost to = slowUp ? net.host(0, 0) : net.host(0, MB);
    Ending receiver = net.receive(to);
    net.send(from, to, 10 * MB);
    net.time.runFor(MINUTE);
    assertThat(receiver.received).isEqualTo(10 * MB);
    long transfer = receiver.lastByteAt - 15 * MILLI;
    assertThat(transfer).isCloseTo(10 * SECOND, within(50 * MILLI)).isGreaterThan(9999 * MILLI);
    assertThat(from.sentBytes()).isEqualTo(10 * MB);
    assertThat(to.receivedBytes()).isEqualTo(10 * MB);
  }

  @Test
  void streamsShareALineEvenly() {
    Net net = new Net(1, Rates.UNLIMITED, PathQuality.delayed(5 * MILLI));
    VirtualHost from = net.host(3 * MB, 0);
    List<VirtualHost> to = List.of(net.host(), net.host(), net.host());
    List<Ending> receivers = to.stream().map(net::receive).toList();
    to.forEach(host -> net.send(from, host, 5 * MB));
    net.time.runFor(4 * SECOND);
    assertThat(receivers)
        .allSatisfy(r -> assertThat((double) r.received).isCloseTo(4 * MB, within(0.05 * MB)));
  }

  @Test
  void lossCostsTimeAndThroughputButNoBytes() {
    Net clean = new Net(7, new Rates(MB, MB), PathQuality.delayed(25 * MILLI));
    Net lossy = new Net(7, new Rates(MB, MB), PathQuality.delayed(25 * MILLI).lossy(0.02));
    long without = transfer(clean, 5 * MB).lastByteAt;
    long with = transfer(lossy, 5 * MB).lastByteAt;
    assertThat(with).isGreaterThan(3 * without).isLessThan(60 * without);
  }

  private static Ending transfer(Net net, int bytes) {
    VirtualHost to = net.host();
    Ending receiver = net.receive(to);
    net.send(net.host(), to, bytes);
    net.time.runFor(30 * MINUTE);
    assertThat(receiver.received).isEqualTo(bytes);
    assertThat(receiver.end).contains(VirtualPipe.End.CLOSED);
    return receiver;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void bytesAreInOrderOnABadPath(long seed) {
    System.out.println("seed " + seed);
    PathQuality bad = PathQuality.delayed(30 * MILLI).jittery(40 * MILLI).lossy(0.1);
    transfer(new Net(seed, new Rates(2 * MB, 2 * MB), bad), MB);
  }

  @Test
  void aReaderThatPausesStopsTheSender() {
    Net net = new Net(1, Rates.UNLIMITED, PathQuality.delayed(5 * MILLI));
    VirtualHost to = net.host();
    Ending receiver = net.receive(to);
    Ending sender = net.send(net.host(), to, 20 * MB);
    assertThat(net.time.runWhile(() -> receiver.received == 0, MINUTE)).isTrue();
    receiver.pipe().pause(true);
    int before = receiver.received;
    net.time.runFor(MINUTE);
    assertThat(receiver.received).isEqualTo(before);
    assertThat(to.receivedBytes()).isLessThan(5 * MB);
    assertThat(sender.pipe().room()).isLessThan(VirtualPipe.SEND_BUFFER / 2);
    receiver.pipe().pause(false);
    net.time.runFor(MINUTE);
    assertThat(receiver.received).isEqualTo(20 * MB);
  }

  @Test
  void takesNoMoreThanItsBufferAndSaysWhenThereIsRoom() {
    Net net = new Net(1, new Rates(MB, MB), PathQuality.delayed(5 * MILLI));
    VirtualHost to = net.host();
    net.receive(to);
    Ending sender = new Ending(net.time, 0);
    net.host().dial(Net.at(to), SECOND, sender);
    net.time.runFor(SECOND);
    ByteBuffer much = ByteBuffer.allocate(MB);
    int taken = sender.pipe().send(much);
    assertThat(taken).isBetween(VirtualPipe.SEND_BUFFER, VirtualPipe.SEND_BUFFER + 20_000);
    assertThat(much.remaining()).isEqualTo(MB - taken);
    assertThat(sender.pipe().send(much)).isLessThan(20_000);
  }

  @Test
  void aDialIsRefusedAtAClosedPortAndTimesOutAtNobody() {
    Net net = new Net(1, Rates.UNLIMITED, PathQuality.delayed(10 * MILLI));
    VirtualHost from = net.host();
    VirtualHost off = net.host();
    off.vanish();
    Ending closed = net.send(from, net.host(), 1);
    Ending nobody = net.send(from, off, 1);
    net.time.runFor(MINUTE);
    assertThat(closed.failure).contains(VirtualHost.Failure.REFUSED);
    assertThat(closed.endedAt).isEqualTo(20 * MILLI);
    assertThat(nobody.failure).contains(VirtualHost.Failure.TIMEOUT);
    assertThat(nobody.endedAt).isEqualTo(20 * SECOND);
  }

  @Test
  void aCrashResetsStreamsAndAMachineThatVanishesIsNoticedByWhoSends() {
    Net net = new Net(1, new Rates(MB, MB), PathQuality.delayed(10 * MILLI));
    VirtualHost from = net.host();
    VirtualHost crashing = net.host();
    VirtualHost vanishing = net.host();
    net.receive(crashing);
    net.receive(vanishing);
    Ending first = net.send(from, crashing, 20 * MB);
    Ending second = net.send(from, vanishing, 20 * MB);
    net.time.runFor(SECOND);
    crashing.crash();
    vanishing.vanish();
    net.time.runFor(10 * MILLI);
    assertThat(first.end).contains(VirtualPipe.End.RESET);
    net.time.runFor(10 * SECOND);
    assertThat(second.end).isEmpty();
    net.time.runFor(MINUTE);
    assertThat(second.end).contains(VirtualPipe.End.TIMEOUT);
  }

  @Test
  void aStreamOutlivesAShortPartitionAndNotALongOne() {
    Net net = new Net(1, new Rates(MB, MB), PathQuality.delayed(10 * MILLI));
    VirtualHost from = net.host();
    VirtualHost to = net.host();
    Ending receiver = net.receive(to);
    Ending sender = net.send(from, to, 5 * MB);
    net.time.runFor(SECOND);
    net.network.partition(List.of(to));
    net.time.runFor(SECOND);
    int before = receiver.received;
    net.time.runFor(4 * SECOND);
    assertThat(receiver.received).isEqualTo(before).isLessThan(5 * MB);
    net.network.heal();
    net.time.runFor(20 * SECOND);
    assertThat(receiver.received).isEqualTo(5 * MB);

    VirtualHost later = net.host();
    net.receive(later);
    Ending again = net.send(from, later, 5 * MB);
    net.time.runFor(SECOND);
    net.network.partition(List.of(later));
    net.time.runFor(MINUTE);
    assertThat(again.end).contains(VirtualPipe.End.TIMEOUT);
    assertThat(sender.end).isEmpty();
  }

  @Test
  void whoWritesToOneThatIsGoneIsReset() {
    Net net = new Net(1, Rates.UNLIMITED, PathQuality.delayed(10 * MILLI));
    VirtualHost from = net.host();
    VirtualHost to = net.host();
    net.receive(to);
    Ending sender = new Ending(net.time, 0);
    from.dial(Net.at(to), SECOND, sender);
    net.time.runFor(SECOND);
    to.vanish();
    to.restart();
    sender.pipe().send(ByteBuffer.allocate(10));
    net.time.runFor(20 * MILLI);
    assertThat(sender.end).contains(VirtualPipe.End.RESET);
    assertThat(sender.pipe().send(ByteBuffer.allocate(10))).isZero();
  }
}
