package dev.shoal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPriorityTest {
  private static Locator.Ip at(String address, int port) throws UnknownHostException {
    return new Locator.Ip(InetAddress.getByName(address), port);
  }

  /** The first two are the examples of BEP 40. */
  @ParameterizedTest
  @CsvSource({
    "123.213.32.10, 98.76.54.32, ec2d7224",
    "123.213.32.10, 123.213.32.234, 99568189",
  })
  void bothEndsComputeThePriorityOfTheSpecification(String a, String b, String expected)
      throws UnknownHostException {
    long priority = Long.parseLong(expected, 16);
    assertThat(CanonicalPriority.of(at(a, 1), at(b, 2))).isEqualTo(priority);
    assertThat(CanonicalPriority.of(at(b, 2), at(a, 1))).isEqualTo(priority);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1", "2001:db8::1"})
  void onOneMachineThePortsDecide(String address) throws UnknownHostException {
    long priority = CanonicalPriority.of(at(address, 1), at(address, 2));
    assertThat(CanonicalPriority.of(at(address, 2), at(address, 1))).isEqualTo(priority);
    assertThat(CanonicalPriority.of(at(address, 1), at(address, 3))).isNotEqualTo(priority);
  }

  @ParameterizedTest
  @CsvSource({"2001:db8:1:2::1, 2001:db8:1:aaff::1", "198.18.0.1, 198.18.170.1"})
  void neighboursAreToldApartByBitsThatStrangersAreNot(String a, String b)
      throws UnknownHostException {
    String far = a.contains(":") ? "2a00::1" : "9.9.9.9";
    assertThat(CanonicalPriority.of(at(a, 1), at(b, 1)))
        .isNotEqualTo(CanonicalPriority.of(at(a, 1), at(far, 1)));
  }
}
