package dev.shoal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class DialBudgetTest {
  private final DialBudget budget = new DialBudget();

  private static Locator.Ip at(int subnet, int n) {
    try {
      byte[] address = {(byte) 198, 18, (byte) subnet, (byte) n};
      return new Locator.Ip(InetAddress.getByAddress(address), 6881);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void soManyASecond() {
    int dialled = 0;
    for (long millis = 0; millis < 10_000; millis++) {
      if (budget.tryDial(at((int) millis % 200, 1), millis * 1_000_000)) {
        dialled++;
        budget.done(at((int) millis % 200, 1));
      }
    }
    assertThat(dialled).isBetween(10 * DialBudget.A_SECOND, 11 * DialBudget.A_SECOND);
  }

  @Test
  void soManyAtOnceIntoOneSubnet() {
    int dialled = 0;
    for (int n = 0; n < DialBudget.A_SECOND; n++) {
      dialled += budget.tryDial(at(7, n), 0) ? 1 : 0;
    }
    assertThat(dialled).isEqualTo(DialBudget.MAX_HALF_OPEN_A_SUBNET);
    assertThat(budget.tryDial(at(8, 1), 0)).isTrue();
    budget.done(at(7, 0));
    assertThat(budget.tryDial(at(7, 0), 0)).isTrue();
  }

  @Test
  void soManyAtOnceInAll() {
    int dialled = 0;
    for (int second = 0; second < 10; second++) {
      for (int n = 0; n < DialBudget.A_SECOND; n++) {
        dialled += budget.tryDial(at(n * 10 + second, 1), second * 1_000_000_000L) ? 1 : 0;
      }
    }
    assertThat(dialled).isEqualTo(DialBudget.MAX_HALF_OPEN);
  }
}
