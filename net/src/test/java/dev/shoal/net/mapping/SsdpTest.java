package dev.shoal.net.mapping;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsdpTest {
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.7.1");
  private static final String ANSWER =
      """
      HTTP/1.1 200 OK\r
      CACHE-CONTROL: max-age=120\r
      ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
      USN: uuid:1::urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
      EXT:\r
      SERVER: Debian UPnP/1.1 MiniUPnPd/2.3.1\r
      Location: http://192.168.7.1:38839/rootDesc.xml\r
      \r
      """;

  private static Optional<URI> location(String answer) {
    return Ssdp.location(answer.getBytes(US_ASCII), ROUTER);
  }

  private static Optional<URI> at(String location) {
    return location(ANSWER.replace("http://192.168.7.1:38839/rootDesc.xml", location));
  }

  @Test
  void aSearchIsOneRequest() {
    assertThat(new String(Ssdp.search(Ssdp.TARGETS.getFirst()), US_ASCII))
        .startsWith(
            "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n")
        .endsWith("\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n\r\n");
  }

  @Test
  void anAnswerNamesTheDescription() {
    assertThat(location(ANSWER)).contains(URI.create("http://192.168.7.1:38839/rootDesc.xml"));
    assertThat(location(ANSWER.replace("\r\n", "\n").replace("ST:", "st :").replace("st :", "st:")))
        .isPresent();
    assertThat(at("HTTP://192.168.7.1/")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.7.9:38839/rootDesc.xml",
        "http://127.0.0.1/",
        "http://router.example/",
        "https://192.168.7.1/",
        "file:///etc/passwd",
        "http://192.168.7.1@10.0.0.1/",
        "http://user@192.168.7.1/",
        "http://192.168.7.1:0/",
        "http://192.168.7.1:70000/",
        "http://[::1]/",
        "//192.168.7.1/x",
        "rootDesc.xml",
        "not an address",
        ""
      })
  void itLeadsToTheOneThatAnsweredOrNowhere(String location) {
    assertThat(at(location)).isEmpty();
  }

  @Test
  void othersAreNoAnswers() {
    assertThat(location(ANSWER.replace("200 OK", "404 No"))).isEmpty();
    assertThat(location(ANSWER.replace("HTTP/1.1 200 OK", "NOTIFY * HTTP/1.1"))).isEmpty();
    assertThat(location(ANSWER.replace("ST: urn:schemas-upnp-org", "ST: urn:other"))).isEmpty();
    assertThat(location(ANSWER.replace("ST:", "NT:"))).isEmpty();
    assertThat(location(new String(Ssdp.search(Ssdp.TARGETS.getFirst()), US_ASCII))).isEmpty();
  }

  @Test
  void shortAndLongOnesAreNoAnswers() {
    assertThat(location("")).isEmpty();
    assertThat(location("HTTP/1.1 200 OK")).isEmpty();
    assertThat(location(ANSWER.substring(0, ANSWER.indexOf("Location")))).isEmpty();
    assertThat(location(ANSWER + "X".repeat(Ssdp.MAX_LENGTH))).isEmpty();
  }
}
