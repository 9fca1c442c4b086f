package dev.shoal.mainline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.krpc.Item;
import dev.shoal.mainline.krpc.Krpc.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a node keeps for others has its limits, whoever asks. */
class StoresTest {
  private static final long SECOND = 1_000_000_000L;
  private final Random random = new Random(3);
  private final PeerStore peers = new PeerStore(id(0), random);
  private final ItemStore items = new ItemStore(id(0));

  private static NodeId id(int first) {
    return NodeId.of(ByteBuffer.allocate(20).putInt(first).array());
  }

  private static InetAddress ip(int number) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(0x14000000 + number).array());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private boolean add(int hash, int address) {
    return peers.add(id(hash), new Locator.Ip(ip(address), 6881), false, 0);
  }

  @Test
  void anAddressIsOneOfASwarmOnce() {
    add(1, 7);
    peers.add(id(1), new Locator.Ip(ip(7), 9999), true, SECOND);
    assertThat(peers.some(id(1), false, false)).containsExactly(new Locator.Ip(ip(7), 9999));
    assertThat(peers.some(id(1), false, true)).as("no seeds").isEmpty();
    assertThat(peers.some(id(1), true, false)).as("IPv6").isEmpty();
    peers.expire(PeerStore.LIFE_NANOS);
    assertThat(peers.size()).as("it came again").isEqualTo(1);
    peers.expire(SECOND + PeerStore.LIFE_NANOS);
    assertThat(peers.size()).isZero();
    assertThat(peers.hashes()).isEmpty();
  }

  @Test
  void oneAddressAndOneSubnetHaveTheirShares() {
    for (int i = 0; i < 2 * PeerStore.MAX_OF_AN_ADDRESS; i++) {
      add(i, 1);
    }
    assertThat(peers.size()).isEqualTo(PeerStore.MAX_OF_AN_ADDRESS);
    for (int i = 0; i < 2 * PeerStore.MAX_OF_A_SUBNET; i++) {
      add(i, i % 256);
    }
    assertThat(peers.size()).isEqualTo(PeerStore.MAX_OF_A_SUBNET);
    peers.expire(PeerStore.LIFE_NANOS);
    assertThat(add(1, 1)).as("what is over counts no more").isTrue();
  }

  @Test
  void aSwarmAndTheWholeAreBounded() {
    for (int i = 0; i < 2 * PeerStore.MAX_PEERS_A_HASH; i++) {
      add(1, i << 8);
    }
    assertThat(peers.size()).isEqualTo(PeerStore.MAX_PEERS_A_HASH);
    assertThat(peers.some(id(1), false, false))
        .hasSize(PeerStore.MAX_GIVEN)
        .doesNotHaveDuplicates();
    for (int i = 0; i < 2 * PeerStore.MAX_HASHES; i++) {
      add(2 * PeerStore.MAX_HASHES - i, i << 8);
    }
    assertThat(peers.hashes()).hasSizeLessThanOrEqualTo(PeerStore.MAX_HASHES).contains(id(1));
    assertThat(add(1 << 30, 1)).as("far from this node").isFalse();
  }

  private static Item number(int value) {
    return Item.of(("i" + value + "e").getBytes(StandardCharsets.US_ASCII));
  }

  private static Item signed(long sequence) {
    Item.Signed by = new Item.Signed(new byte[32], new byte[0], sequence, new byte[64]);
    return new Item(new byte[] {'i', (byte) ('0' + sequence), 'e'}, Optional.of(by));
  }

  @Test
  void anItemGrowsNewerOnly() {
    OptionalLong any = OptionalLong.empty();
    assertThat(items.put(signed(2), any, ip(1), 0)).isEmpty();
    assertThat(items.put(signed(1), any, ip(1), 0)).hasValue(Failure.OLD_SEQUENCE);
    assertThat(items.put(signed(3), OptionalLong.of(1), ip(1), 0)).hasValue(Failure.CAS_MISMATCH);
    assertThat(items.put(signed(3), OptionalLong.of(2), ip(2), 0)).isEmpty();
    assertThat(items.get(signed(1).target()).orElseThrow().signed().orElseThrow().sequence())
        .isEqualTo(3);
    items.expire(ItemStore.LIFE_NANOS);
    assertThat(items.size()).isZero();
  }

  @Test
  void itemsAreBoundedAsWell() {
    for (int i = 0; i < 2 * ItemStore.MAX_OF_AN_ADDRESS; i++) {
      items.put(number(i), OptionalLong.empty(), ip(1), 0);
    }
    assertThat(items.size()).isEqualTo(ItemStore.MAX_OF_AN_ADDRESS);
    for (int i = 0; i < 2 * ItemStore.MAX_ITEMS; i++) {
      items.put(number(i), OptionalLong.empty(), ip(i << 8), 0);
    }
    assertThat(items.size()).isLessThanOrEqualTo(ItemStore.MAX_ITEMS);
  }

  @Test
  void aTokenIsOfItsAddressTargetAndTime() {
    long epoch = 300 * SECOND;
    Tokens tokens = new Tokens(Tokens.mac(), random, epoch);
    byte[] token = tokens.issue(ip(1), id(1), 0);
    assertThat(token).hasSize(Tokens.LENGTH);
    assertThat(tokens.isValid(token, ip(1), id(1), 2 * epoch - 1)).isTrue();
    assertThat(tokens.isValid(token, ip(1), id(1), 2 * epoch)).isFalse();
    assertThat(tokens.isValid(token, ip(2), id(1), 0)).isFalse();
    assertThat(tokens.isValid(token, ip(1), id(2), 0)).isFalse();
    assertThat(new Tokens(Tokens.mac(), random, epoch).isValid(token, ip(1), id(1), 0)).isFalse();
  }

  @Test
  void aFloodIsThinnedOut() {
    Throttle throttle = new Throttle(random, Throttle.USUAL_COUNTERS, 0);
    int allowed = 0;
    for (int i = 0; i < 10_000; i++) {
      allowed += throttle.allows(ip(1), i * SECOND / 1000) ? 1 : 0; // for ten seconds
    }
    int fair = (10 + Throttle.BURST_SECONDS) * Throttle.ADDRESS_A_SECOND;
    assertThat(allowed).isBetween(fair - 2, fair + 2);
    assertThat(throttle.allows(ip(1 << 16), 10 * SECOND)).as("others").isTrue();
  }
}
