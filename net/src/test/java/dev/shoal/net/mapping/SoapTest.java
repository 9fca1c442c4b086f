package dev.shoal.net.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.net.mapping.Soap.Answer;
import dev.shoal.net.mapping.Soap.Request;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapTest {
  private static final String TYPE = DeviceDescription.SERVICES.getFirst();
  private static final Request ADDRESS = new Request.Address();
  private static final Request.Add ADD =
      new Request.Add(Carrier.TCP, InetAddress.ofLiteral("192.168.7.2"), 7462, 7463, 3600, false);
  private static final Request.Add ANY =
      new Request.Add(Carrier.UDP, ADD.own(), 7462, 7463, 0, true);

  private static String envelope(String body) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  private static String response(String action, String arguments) {
    return envelope(
        "<u:%1$sResponse xmlns:u=\"%2$s\">%3$s</u:%1$sResponse>"
            .formatted(action, TYPE, arguments));
  }

  private static String fault(String code) {
    return envelope(
        "<s:Fault><faultstring>UPnPError</faultstring><detail><UPnPError><errorCode>"
            + code
            + "</errorCode></UPnPError></detail></s:Fault>");
  }

  private static Answer read(Request request, int status, String page) {
    return Soap.read(request, status, page.getBytes(UTF_8));
  }

  @Test
  void argumentsComeInTheirOrder() {
    assertThat(Soap.encode(ADD, TYPE))
        .startsWith("<?xml version=\"1.0\"?>\r\n<s:Envelope ")
        .contains("<u:AddPortMapping xmlns:u=\"" + TYPE + "\"><NewRemoteHost></NewRemoteHost>")
        .contains(
            "<NewExternalPort>7463</NewExternalPort><NewProtocol>TCP</NewProtocol>"
                + "<NewInternalPort>7462</NewInternalPort>"
                + "<NewInternalClient>192.168.7.2</NewInternalClient><NewEnabled>1</NewEnabled>"
                + "<NewPortMappingDescription>Shoal</NewPortMappingDescription>"
                + "<NewLeaseDuration>3600</NewLeaseDuration></u:AddPortMapping>");
    assertThat(Soap.encode(ANY, TYPE)).contains("<u:AddAnyPortMapping ", "UDP", ">0</NewLease");
    assertThat(Soap.encode(new Request.Delete(Carrier.UDP, 7463), TYPE))
        .contains(
            "<NewExternalPort>7463</NewExternalPort><NewProtocol>UDP</NewProtocol></u:Delete");
    assertThat(Soap.encode(ADDRESS, TYPE)).contains("\"></u:GetExternalIPAddress>");
  }

  @Test
  void answersAreRead() {
    String address = "<NewExternalIPAddress> 100.0.0.1 </NewExternalIPAddress>";
    assertThat(read(ADDRESS, 200, response("GetExternalIPAddress", address)))
        .isEqualTo(new Answer.Address(InetAddress.ofLiteral("100.0.0.1")));
    assertThat(read(ADD, 200, response("AddPortMapping", ""))).isEqualTo(new Answer.Done(7463));
    String port = "<NewReservedPort>9000</NewReservedPort>";
    assertThat(read(ANY, 200, response("AddAnyPortMapping", port)))
        .isEqualTo(new Answer.Done(9000));
    assertThat(read(new Request.Delete(Carrier.TCP, 5), 200, response("DeletePortMapping", "")))
        .isEqualTo(new Answer.Done(5));
  }

  @Test
  void faultsHaveNumbers() {
    assertThat(read(ADD, 500, fault("718"))).isEqualTo(new Answer.Fault(Soap.CONFLICT));
    assertThat(read(ADD, 500, fault("725"))).isEqualTo(new Answer.Fault(Soap.ONLY_PERMANENT));
    assertThat(read(ADD, 200, fault("606"))).isEqualTo(new Answer.Fault(606)); // some say 200
    assertThat(Soap.words(606)).isEqualTo("not authorized");
    assertThat(Soap.words(9)).isEqualTo("error 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::1", "host", "1.2.3.x", "16909060"})
  void whatIsNoAddressIsAFault(String written) {
    String address = "<NewExternalIPAddress>" + written + "</NewExternalIPAddress>";
    assertThat(read(ADDRESS, 200, response("GetExternalIPAddress", address)))
        .isEqualTo(new Answer.Fault(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "999999", "-1", "x"})
  void whatIsNoPortIsAFault(String written) {
    String port = "<NewReservedPort>" + written + "</NewReservedPort>";
    assertThat(read(ANY, 200, response("AddAnyPortMapping", port))).isEqualTo(new Answer.Fault(0));
  }

  @Test
  void anAnswerToAnotherActionOrHalfOfOneIsAFault() {
    assertThat(read(ADD, 200, response("DeletePortMapping", ""))).isEqualTo(new Answer.Fault(0));
    assertThat(read(ADD, 404, response("AddPortMapping", ""))).isEqualTo(new Answer.Fault(0));
    String whole = response("AddPortMapping", "");
    assertThat(read(ADD, 200, whole.substring(0, whole.length() - 3)))
        .isEqualTo(new Answer.Fault(0));
    assertThat(read(ADD, 200, "")).isEqualTo(new Answer.Fault(0));
    assertThat(read(ADD, 500, fault("99999999999"))).isEqualTo(new Answer.Fault(0));
  }
}
