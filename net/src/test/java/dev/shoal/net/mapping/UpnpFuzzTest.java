package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.URI;

/** Whatever a router says: it leads to nobody else, and what makes no sense is no answer. */
class UpnpFuzzTest {
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.7.1");
  private static final URI AT = URI.create("http://192.168.7.1:5000/x");
  private static final Soap.Request.Add ANY =
      new Soap.Request.Add(Carrier.TCP, ROUTER, 1, 2, 3, true);

  @FuzzTest(maxDuration = "1m")
  void page(byte[] page) {
    Ssdp.location(page, ROUTER).ifPresent(uri -> assertThat(Ssdp.isOn(uri, ROUTER)).isTrue());
    assertThat(DeviceDescription.read(page, AT, ROUTER))
        .hasSizeLessThanOrEqualTo(DeviceDescription.MAX_SERVICES)
        .allMatch(service -> Ssdp.isOn(service.control(), ROUTER));
    assertThat(Soap.read(new Soap.Request.Address(), 200, page)).isNotNull();
    if (Soap.read(ANY, 200, page) instanceof Soap.Answer.Done done) {
      assertThat(done.port()).isBetween(1, 0xFFFF);
    }
  }
}
