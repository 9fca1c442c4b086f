package dev.shoal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.discovery.Candidate.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CandidatePoolTest {
  private static final long SECOND = 1_000_000_000L;

  private final CandidatePool pool = new CandidatePool(false, new SplittableRandom(1));

  private static Locator.Ip at(int n) {
    try {
      byte[] address = {(byte) 198, 18, (byte) (n >> 8), (byte) n};
      return new Locator.Ip(InetAddress.getByAddress(address), 6881);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Candidate candidate(int n, Origin origin) {
    return new Candidate(at(n), origin);
  }

  @Test
  void whomThePersonNamedComesFirstAndNobodyTwice() {
    pool.add(candidate(1, Origin.LINK), 0);
    pool.add(candidate(2, Origin.PERSON), 0);
    pool.add(candidate(2, Origin.TRACKER), 0);
    assertThat(pool.next(0)).contains(candidate(2, Origin.PERSON));
    assertThat(pool.next(0)).contains(candidate(1, Origin.LINK));
    assertThat(pool.next(0)).isEmpty();
  }

  @Test
  void failuresBackOffAndThenEndIt() {
    pool.add(candidate(1, Origin.TRACKER), 0);
    long now = 0;
    long wait = 0;
    for (int failure = 1; failure < CandidatePool.MAX_FAILURES; failure++) {
      assertThat(pool.next(now)).isPresent();
      pool.failed(at(1), now);
      assertThat(pool.nextDue() - now).isGreaterThan(wait);
      wait = pool.nextDue() - now;
      assertThat(pool.next(pool.nextDue() - 1)).isEmpty();
      now = pool.nextDue();
    }
    pool.next(now);
    pool.failed(at(1), now);
    assertThat(pool.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  /** Such as a sharer that is started after the one who gets, minutes later. */
  @Test
  void whomThePersonNamedIsTriedAgainSoonForEver() {
    pool.add(candidate(1, Origin.PERSON), 0);
    long now = 0;
    for (int failure = 0; failure < 100; failure++) {
      assertThat(pool.next(now)).isPresent();
      pool.failed(at(1), now);
      assertThat(pool.nextDue() - now).isBetween(2 * SECOND, 20 * SECOND);
      now = pool.nextDue();
    }
  }

  @Test
  void aPrivateSwarmTakesNobodyFromALink() {
    pool.add(candidate(1, Origin.LINK), 0);
    pool.add(candidate(2, Origin.TRACKER), 0);
    pool.restrict();
    pool.add(candidate(3, Origin.LINK), 0);
    assertThat(pool.next(0)).contains(candidate(2, Origin.TRACKER));
    assertThat(pool.next(0)).isEmpty();
  }

  @Test
  void itDoesNotGrowBeyondItsLimit() {
    for (int n = 0; n < CandidatePool.MAX_CANDIDATES + 10; n++) {
      pool.add(candidate(n, Origin.TRACKER), 0);
    }
    assertThat(pool.waiting()).isEqualTo(CandidatePool.MAX_CANDIDATES);
  }

  @Test
  void whoIsTrustedMoreTakesThePlaceOfWhoIsTrustedLess() {
    for (int n = 0; n < CandidatePool.MAX_CANDIDATES; n++) {
      pool.add(candidate(n, n == 7 ? Origin.LINK : Origin.DHT), 0);
    }
    pool.addNamed(at(5000), at(1).address(), 0);
    assertThat(pool.knows(at(5000))).as("trusted least").isFalse();
    pool.add(candidate(5001, Origin.TRACKER), 0);
    assertThat(pool.knows(at(5001))).isTrue();
    assertThat(pool.knows(at(7))).isFalse();
    pool.add(candidate(5002, Origin.DHT), 0);
    assertThat(pool.knows(at(5002))).as("no better than those there").isFalse();
    assertThat(pool.waiting()).isEqualTo(CandidatePool.MAX_CANDIDATES);
  }

  @Test
  void onePeerNamesNoMoreThanItsShareAtATime() {
    for (int n = 10; n < 10 + 2 * CandidatePool.MAX_NAMED_BY_ONE; n++) {
      pool.addNamed(at(n), at(1).address(), 0);
    }
    assertThat(pool.waiting()).isEqualTo(CandidatePool.MAX_NAMED_BY_ONE);
    pool.addNamed(at(3000), at(2).address(), 0);
    assertThat(pool.knows(at(3000))).as("by another one").isTrue();
    pool.add(candidate(10, Origin.TRACKER), 0); // the tracker answers for it now
    pool.forget(at(11));
    for (int n = 2000; n < 2010; n++) {
      pool.addNamed(at(n), at(1).address(), 0);
    }
    assertThat(pool.waiting()).isEqualTo(CandidatePool.MAX_NAMED_BY_ONE + 2);
  }

  @Test
  void whomATrackerNamesAsWellStaysInAPrivateSwarm() {
    pool.add(candidate(1, Origin.DHT), 0);
    pool.add(candidate(1, Origin.TRACKER), 0);
    pool.add(candidate(2, Origin.MEMORY), 0);
    assertThat(pool.next(0)).contains(candidate(1, Origin.TRACKER));
    assertThat(pool.next(0)).contains(candidate(2, Origin.MEMORY));
    pool.restrict();
    assertThat(pool.knows(at(1))).isTrue();
    assertThat(pool.knows(at(2))).as("nobody may name it any more").isFalse();
    pool.connected(at(2));
    pool.left(at(2), 0);
    assertThat(pool.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whoLeftIsDialledAgainLater() {
    pool.add(candidate(1, Origin.TRACKER), 0);
    pool.next(0);
    pool.connected(at(1));
    pool.left(at(1), SECOND);
    assertThat(pool.next(2 * SECOND)).isEqualTo(Optional.empty());
    assertThat(pool.next(60 * SECOND)).isPresent();
  }
}
