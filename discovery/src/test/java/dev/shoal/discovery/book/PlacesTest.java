package dev.shoal.discovery.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final int MANY = 5_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Places places = new Places(key(1));

  private static byte[] key(int seed) {
    byte[] key = new byte[Places.KEY_LENGTH];
    key[0] = (byte) seed;
    return key;
  }

  @Test
  void oneSourceGroupReachesAFewBucketsWhateverItNames() {
    Set<Integer> reached = new HashSet<>();
    Set<Integer> ofMany = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      InetAddress node = Addresses.any(random).address();
      reached.add(places.newBucket(node, Addresses.in(7, random.nextInt(65536)).address()));
      ofMany.add(places.newBucket(node, Addresses.any(random).address()));
    }
    assertThat(reached).hasSizeLessThanOrEqualTo(Places.NEW_REACH).hasSizeGreaterThan(8);
    assertThat(ofMany).hasSize(Places.NEW_BUCKETS);
  }

  @Test
  void oneGroupOfAddressesReachesAFewBucketsOfThoseThatAnswered() {
    Set<Integer> reached = new HashSet<>();
    Set<Integer> ofMany = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      reached.add(places.triedBucket(Addresses.in(7, i)));
      ofMany.add(places.triedBucket(Addresses.any(random)));
    }
    assertThat(reached).hasSizeLessThanOrEqualTo(Places.TRIED_REACH);
    assertThat(ofMany).hasSize(Places.TRIED_BUCKETS);
  }

  @Test
  void anIpv6GroupIsWhatAProviderHas() {
    Set<Integer> reached = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      String host = Integer.toHexString(random.nextInt(65536)) + "::" + i;
      reached.add(places.triedBucket(Addresses.at("2001:db8:" + host)));
    }
    assertThat(reached).hasSizeLessThanOrEqualTo(Places.TRIED_REACH);
  }

  @Test
  void theKeyDecidesAndThePortCounts() {
    Places others = new Places(key(2));
    int differ = 0;
    int byPort = 0;
    for (int i = 0; i < 100; i++) {
      Locator.Ip node = Addresses.in(i, i);
      differ += places.slot(true, 5, node) == others.slot(true, 5, node) ? 0 : 1;
      Locator.Ip port = new Locator.Ip(node.address(), node.port() + 1);
      byPort += places.slot(true, 5, node) == places.slot(true, 5, port) ? 0 : 1;
      assertThat(new Places(key(1)).slot(true, 5, node)).isEqualTo(places.slot(true, 5, node));
    }
    assertThat(differ).isGreaterThan(90);
    assertThat(byPort).isGreaterThan(90);
  }
}
