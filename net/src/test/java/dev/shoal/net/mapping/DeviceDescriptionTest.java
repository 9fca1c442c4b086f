package dev.shoal.net.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.net.mapping.DeviceDescription.Service;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDescriptionTest {
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.7.1");
  private static final URI AT = URI.create("http://192.168.7.1:5000/rootDesc.xml");
  private static final String IP = "urn:schemas-upnp-org:service:WANIPConnection:";
  private static final String PPP = "urn:schemas-upnp-org:service:WANPPPConnection:1";

  private static String service(String type, String control) {
    return "<service><serviceType>%s</serviceType><controlURL>%s</controlURL></service>"
        .formatted(type, control);
  }

  private static String page(String base, String... services) {
    return """
    <?xml version="1.0"?>
    <root xmlns="urn:schemas-upnp-org:device-1-0">%s<device><deviceList><device><serviceList>
    %s
    </serviceList></device></deviceList></device></root>
    """
        .formatted(base, String.join("\n", services));
  }

  private static List<Service> read(String page) {
    return DeviceDescription.read(page.getBytes(UTF_8), AT, ROUTER);
  }

  @Test
  void servicesAreFoundTheBestFirst() {
    String page =
        page(
            "",
            service("urn:schemas-upnp-org:service:Layer3Forwarding:1", "/l3f"),
            service(PPP, "/ppp"),
            service(IP + 1, "ctl/IPConn"),
            service(IP + 2, "http://192.168.7.1:6000/two"));
    assertThat(read(page))
        .containsExactly(
            new Service(IP + 2, URI.create("http://192.168.7.1:6000/two")),
            new Service(IP + 1, URI.create("http://192.168.7.1:5000/ctl/IPConn")),
            new Service(PPP, URI.create("http://192.168.7.1:5000/ppp")));
  }

  @Test
  void anOldOneHasABaseOfItsOwn() {
    String page = page("<URLBase>http://192.168.7.1:80/x/</URLBase>", service(IP + 1, "ctl"));
    assertThat(read(page))
        .containsExactly(new Service(IP + 1, URI.create("http://192.168.7.1:80/x/ctl")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.7.2/ctl",
        "http://127.0.0.1:631/",
        "//127.0.0.1/ctl",
        "https://192.168.7.1/ctl",
        "file:///etc/passwd",
        "http://[oops",
        "a b",
        ""
      })
  void aServiceElsewhereDoesNotCount(String control) {
    assertThat(read(page("", service(IP + 1, control)))).isEmpty();
    assertThat(read(page("<URLBase>http://127.0.0.1/</URLBase>", service(IP + 1, "ctl"))))
        .isEmpty();
  }

  @Test
  void whatIsNoDescriptionHasNone() {
    assertThat(read("")).isEmpty();
    assertThat(read("<html><br></html>")).isEmpty();
    String page = page("", service(IP + 1, "ctl"));
    assertThat(read(page.substring(0, page.length() - 9))).isEmpty();
    assertThat(read(page + "x")).isEmpty();
    assertThat(read(page("", service(IP + 1, "&lt;"), "<service/>"))).isEmpty();
  }

  @Test
  void documentTypesAndEntitiesAreRefused() {
    String page = page("", service(IP + 1, "ctl&x;"));
    String types =
        "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    assertThat(read(page.replace("<?xml version=\"1.0\"?>", types))).isEmpty();
    assertThat(read(page)).isEmpty();
    assertThat(read(page("", service(IP + 1, "ctl")).replace("<root", "<!DOCTYPE r><root")))
        .isEmpty();
  }

  @Test
  void depthLengthAndNumberAreBounded() {
    String deep = "<a>".repeat(100) + "</a>".repeat(100);
    assertThat(read(page(deep, service(IP + 1, "ctl")))).isEmpty();
    String padding = "<!--" + "x".repeat(Xml.MAX_LENGTH) + "-->";
    assertThat(read(page(padding, service(IP + 1, "ctl")))).isEmpty();
    String[] many = new String[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = service(IP + 1, "ctl" + i);
    }
    assertThat(read(page("", many))).hasSize(DeviceDescription.MAX_SERVICES);
  }
}
