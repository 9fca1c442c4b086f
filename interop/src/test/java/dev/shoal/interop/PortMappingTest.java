package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node behind a router that runs Debian's miniupnpd, and one on the far side of it. */
class PortMappingTest {
  private static final Shape SHAPE = Shape.FOLDER.withoutEmptyFiles();
  private static final String PORT = "7462";

  /** What the router understands. */
  enum Router {
    PCP("enable_natpmp=yes\nenable_upnp=no\n", "pcp", "PCP"),
    UPNP("enable_natpmp=no\nenable_upnp=yes\n", "upnp", "UPnP"),
    UPNP_1("enable_natpmp=no\nenable_upnp=yes\nforce_igd_desc_v1=yes\n", "upnp", "UPnP"),
    BOTH("enable_natpmp=yes\nenable_upnp=yes\n", "pcp", "PCP");

    private final String settings;
    private final String by;
    private final String words;

    Router(String settings, String by, String words) {
      this.settings = settings;
      this.by = by;
      this.words = words;
    }
  }

  @TempDir private Path root;
  private Workplace work;
  private HomeNetwork network;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
    var made = HomeNetwork.make();
    assumeTrue(made.isPresent(), "network namespaces cannot be made: not root");
    network = made.get();
  }

  @AfterEach
  void end() {
    work.close();
    if (network != null) {
      network.close();
    }
  }

  private Shoal shoal(String machine, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", work.home().toString(), "--json"));
    return Shoal.by(work, network.in(machine), all);
  }

  private Shoal alone(String machine, String... arguments) {
    Stream<String> alone = Stream.of("--no-dht", "--no-lan", "--no-pex", "--port", PORT);
    return shoal(machine, Stream.concat(Stream.of(arguments), alone).toArray(String[]::new));
  }

  private void startRouter(Router router) {
    assumeTrue(OtherClient.isOnPath("miniupnpd"), "miniupnpd is not installed");
    RunningProgram daemon = network.startDaemon(work, router.settings);
    daemon.await(
        "the router to listen",
        () -> daemon.errors().stream().anyMatch(line -> line.contains("istening")));
  }

  @ParameterizedTest
  @EnumSource(names = {"PCP", "UPNP"})
  void whoIsOutsideGetsItThroughTheRouter(Router router) {
    getFromOutside(router);
  }

  @Tag("all")
  @ParameterizedTest
  @EnumSource(names = {"UPNP_1", "BOTH"})
  void whoIsOutsideGetsItThroughOtherRouters(Router router) {
    getFromOutside(router);
  }

  private void getFromOutside(Router router) {
    startRouter(router);
    Path original = SHAPE.make(work.folder("original"));
    Shoal share = alone("home", "share", original.toString());
    Event mapped = share.await("mapped");
    assertThat(mapped.text("address")).isEqualTo(HomeNetwork.OUTSIDE);
    assertThat(mapped.text("port")).isEqualTo(PORT);
    assertThat(mapped.text("by")).isEqualTo(router.by);
    assertThat(network.openPorts()).as("TCP and UDP").hasSize(2).allMatch(it -> it.contains(PORT));
    Path theirs = work.folder("theirs");
    String infoHash = share.await("link").text("infoHash");
    String outside = HomeNetwork.OUTSIDE + ":" + PORT;
    alone("far", "get", infoHash, "--peer", outside, "--to", theirs.toString()).awaitExit(0);
    SHAPE.assertIn(theirs, original);
    share.stop();
    assertThat(network.openPorts()).as(work::toString).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PCP", "UPNP"})
  void doctorSaysWhoOpensThePort(Router router) {
    startRouter(router);
    assertThat(finding(doctor()))
        .startsWith("port 7462 can be opened: the router at " + HomeNetwork.ROUTER)
        .contains("(" + router.words + ") maps " + HomeNetwork.OUTSIDE + ":" + PORT);
    assertThat(network.openPorts()).isEmpty();
  }

  @Test
  void withoutSuchARouterItIsSaid() {
    assertThat(finding(doctor()))
        .startsWith("no router answered PCP, NAT-PMP or UPnP; others reach this node only if");
    assertThat(finding(doctor("--no-port-mapping"))).startsWith("the router was not asked");
  }

  /** Between the far machine and the others there is no router of its own: nobody is asked. */
  @Test
  void whoHasAPublicAddressNeedsNoRouter() {
    Shoal doctor = shoal("far", "doctor");
    doctor.awaitExit(0);
    assertThat(messages(doctor))
        .contains(
            "this machine has the public address 100.0.0.2; only a firewall could keep others out");
  }

  /** The port stays shut if the person wants it so. */
  @Test
  void itCanBeLeftOut() {
    startRouter(Router.BOTH);
    Path original = SHAPE.make(work.folder("original"));
    Shoal share = alone("home", "share", original.toString(), "--no-port-mapping", "--for", "1s");
    share.await("link");
    Await.holds(RunningProgram.PATIENCE, () -> "the end\n" + work, () -> share.exit().isPresent());
    assertThat(share.last("mapped")).isEmpty();
    assertThat(network.openPorts()).isEmpty();
  }

  private Shoal doctor(String... arguments) {
    Shoal doctor =
        shoal(
            "home",
            Stream.concat(Stream.of("doctor"), Stream.of(arguments)).toArray(String[]::new));
    doctor.awaitExit(0);
    return doctor;
  }

  private static List<String> messages(Shoal doctor) {
    return doctor.events().stream()
        .filter(event -> event.is("finding"))
        .map(event -> event.text("message"))
        .toList();
  }

  private static String finding(Shoal doctor) {
    return messages(doctor).stream()
        .filter(it -> it.contains("router"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(messages(doctor)));
  }
}
