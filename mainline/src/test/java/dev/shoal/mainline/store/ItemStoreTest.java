package dev.shoal.mainline.store;

import static dev.shoal.mainline.store.Strangers.OWN;
import static dev.shoal.mainline.store.Strangers.v4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Metric;
import dev.shoal.mainline.krpc.Item;
import dev.shoal.mainline.krpc.Krpc.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Items are kept for two hours, newer ones in the place of older ones (BEP 44). */
class ItemStoreTest {
  private static final OptionalLong ANY = OptionalLong.empty();

  private final ItemStore store = new ItemStore(OWN);

  private static Item immutable(int number) {
    return Item.of(("i" + number + "e").getBytes(StandardCharsets.US_ASCII));
  }

  private static Item signed(long sequence, int value) {
    return new Item(
        immutable(value).value(),
        Optional.of(new Item.Signed(new byte[32], new byte[0], sequence, new byte[64])));
  }

  private OptionalInt put(Item item) {
    return store.put(item, ANY, v4(1, 1), 0);
  }

  private OptionalInt put(Item item, long cas) {
    return store.put(item, OptionalLong.of(cas), v4(1, 1), 0);
  }

  private long sequence() {
    return store.get(signed(0, 0).target()).flatMap(Item::signed).orElseThrow().sequence();
  }

  @Test
  void newerItemsTakeThePlaceOfOlderOnes() {
    assertThat(put(signed(-5, 1))).isEmpty();
    assertThat(put(signed(7, 2))).isEmpty();
    assertThat(sequence()).isEqualTo(7);
    assertThat(store.size()).isEqualTo(1);
    assertThat(put(signed(6, 3))).hasValue(Failure.OLD_SEQUENCE);
    assertThat(put(signed(Long.MIN_VALUE, 3))).hasValue(Failure.OLD_SEQUENCE);
    assertThat(sequence()).isEqualTo(7);
  }

  /** BEP 44: what is not newer must be refused, but the same value again keeps it alive. */
  @Test
  void theSameSequenceIsForTheSameValue() {
    put(signed(7, 1));
    assertThat(put(signed(7, 2))).hasValue(Failure.OLD_SEQUENCE);
    assertThat(store.get(signed(7, 1).target()).orElseThrow().value())
        .isEqualTo(immutable(1).value());
    assertThat(store.put(signed(7, 1), ANY, v4(1, 1), 5)).isEmpty();
    store.expire(ItemStore.LIFE_NANOS);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void compareAndSwap() {
    assertThat(put(signed(3, 1), 99)).isEmpty(); // there is nothing to compare with
    assertThat(put(signed(4, 2), 2)).hasValue(Failure.CAS_MISMATCH);
    assertThat(put(signed(2, 2), 2)).hasValue(Failure.CAS_MISMATCH);
    assertThat(sequence()).isEqualTo(3);
    assertThat(put(signed(4, 2), 3)).isEmpty();
    assertThat(put(signed(1, 2), 4)).hasValue(Failure.OLD_SEQUENCE);
    assertThat(sequence()).isEqualTo(4);
  }

  @Test
  void itemsAreForgottenUnlessTheyArePutAgain() {
    long start = -ItemStore.LIFE_NANOS / 2;
    store.put(immutable(1), ANY, v4(1, 1), start);
    store.put(immutable(2), ANY, v4(1, 1), start);
    store.put(immutable(1), ANY, v4(1, 1), start + 1);
    store.expire(start + ItemStore.LIFE_NANOS - 1);
    assertThat(store.size()).isEqualTo(2);
    store.expire(start + ItemStore.LIFE_NANOS);
    assertThat(store.get(immutable(2).target())).isEmpty();
    assertThat(store.get(immutable(1).target())).isPresent();
    store.expire(start + ItemStore.LIFE_NANOS + 1);
    assertThat(store.size()).isZero();
  }

  @Test
  void anAddressHasAQuota() {
    for (int i = 0; i < ItemStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(put(immutable(i))).isEmpty();
      assertThat(put(immutable(i))).isEmpty();
    }
    assertThat(put(immutable(1000))).hasValue(Failure.SERVER);
    assertThat(store.get(immutable(1000).target())).isEmpty();
    assertThat(put(immutable(0))).isEmpty();
    store.expire(ItemStore.LIFE_NANOS);
    for (int i = 0; i < ItemStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(put(immutable(i))).isEmpty();
    }
  }

  @Test
  void aSubnetHasAQuota() {
    for (int i = 0; i < ItemStore.MAX_OF_A_SUBNET; i++) {
      assertThat(store.put(immutable(i), ANY, v4(1, i), 0)).isEmpty();
    }
    assertThat(store.put(immutable(1000), ANY, v4(1, 255), 0)).hasValue(Failure.SERVER);
    assertThat(store.put(immutable(1000), ANY, v4(2, 255), 0)).isEmpty();
  }

  /** An item counts for who put it last; a refused one changes nobody's quota. */
  @Test
  void theQuotaGoesOverToWhoPutsAnItemAgain() {
    for (int i = 0; i < ItemStore.MAX_OF_AN_ADDRESS; i++) {
      put(immutable(i));
    }
    store.put(immutable(1000), ANY, v4(2, 1), 0);
    assertThat(put(immutable(1000))).hasValue(Failure.SERVER);
    assertThat(store.get(immutable(1000).target())).isPresent();
    assertThat(store.put(immutable(0), ANY, v4(2, 1), 0)).isEmpty();
    assertThat(put(immutable(1000))).isEmpty();
    assertThat(put(immutable(1001))).hasValue(Failure.SERVER);
  }

  @Test
  void closerItemsMakeFartherOnesGo() {
    Comparator<NodeId> byDistance = (a, b) -> Metric.XOR.compare(OWN, a, b);
    List<Item> sorted =
        IntStream.range(0, ItemStore.MAX_ITEMS + 2)
            .mapToObj(ItemStoreTest::immutable)
            .sorted(Comparator.comparing(Item::target, byDistance))
            .toList();
    Item closest = sorted.getFirst();
    Item farthest = sorted.getLast();
    Item nextToIt = sorted.get(ItemStore.MAX_ITEMS);
    for (int i = 1; i <= ItemStore.MAX_ITEMS; i++) {
      assertThat(store.put(sorted.get(i), ANY, v4(i, 1), 0)).isEmpty();
    }
    assertThat(store.put(farthest, ANY, v4(0, 1), 0)).hasValue(Failure.SERVER);
    assertThat(store.put(closest, ANY, v4(0, 1), 0)).isEmpty();
    assertThat(store.size()).isEqualTo(ItemStore.MAX_ITEMS);
    assertThat(store.get(nextToIt.target())).isEmpty();
    assertThat(store.get(closest.target())).isPresent();
    NodeId near = farthest.target();
    store.moved(near);
    assertThat(store.put(farthest, ANY, v4(0, 1), 0)).isEmpty();
    assertThat(store.size()).isEqualTo(ItemStore.MAX_ITEMS);
  }
}
