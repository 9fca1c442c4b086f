package dev.shoal.cli.command;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.cli.command.Checkup.Finding;
import dev.shoal.net.Binding;
import dev.shoal.net.Duplex;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.UdpSocket;
import dev.shoal.net.mapping.Outcome;
import dev.shoal.net.mapping.PortMapper;
import dev.shoal.net.mapping.Surroundings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether others outside can reach a node here, as far as this machine and its router can tell: a
 * router that opens a port has not been seen to let anybody in.
 */
final class Reachability {
  /** The search, and three slow routers after each other. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of the test, should this machine die in the middle of it: the least of RFC 6887 15.1. */
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private Reachability() {}

  /** Has the router open a port for a moment, unless there is none to ask. */
  static Finding of(Binding binding, int port, boolean ask, Clock clock)
      throws InterruptedException {
    Surroundings here = Surroundings.of(binding);
    if (!(here instanceof Surroundings.Behind)) {
      return unasked(here);
    }
    if (!ask) {
      return Finding.warn(
          "the router was not asked; " + byHand(port), "the same without --no-port-mapping");
    }
    // The port of a node that is at work is not to be closed by this test: another one is tried.
    int tried = port != 0 && free(binding, port) ? port : other(binding);
    try (PortMapper mapper = PortMapper.open(binding, tried, LIFETIME, clock, new SecureRandom())) {
      Optional<Outcome> outcome = mapper.await(PATIENCE);
      return finding(
          outcome.orElseGet(() -> new Outcome.Refused(List.of("no answer"))), port, tried);
    }
  }

  /** What came of asking, in words. */
  static Finding finding(Outcome outcome, int port, int tried) {
    return switch (outcome) {
      case Outcome.Mapped it when it.isPublic() -> Finding.ok(opened(it, port, tried));
      case Outcome.Mapped it ->
          Finding.warn(
              "the router's own address "
                  + it.external().address().getHostAddress()
                  + " is not a public one ("
                  + it.by()
                  + "): it is behind another router",
              "peers that can be reached are dialled all the same; ask who runs the outer router");
      case Outcome.Refused it when it.why().isEmpty() ->
          Finding.warn("no router answered PCP, NAT-PMP or UPnP; " + byHand(port), forward(port));
      case Outcome.Refused it ->
          Finding.warn(
              "the router opens no port (" + String.join("; ", it.why()) + "); " + byHand(port),
              "allow UPnP or PCP in the router's settings, or " + forward(port));
      case Outcome.Unasked it -> unasked(it.here());
    };
  }

  private static String opened(Outcome.Mapped it, int port, int tried) {
    String what = it.datagrams().isPresent() ? "" : " for TCP, not for UDP";
    return "port "
        + tried
        + " can be opened"
        + what
        + (tried == port ? "" : " (" + port + " is in use, so that another one was tried)")
        + ": the router at "
        + it.router().getHostAddress()
        + " ("
        + it.by()
        + ") maps "
        + it.external()
        + " to it; nobody outside was asked to try";
  }

  private static Finding unasked(Surroundings here) {
    return switch (here) {
      case Surroundings.Loopback _ ->
          Finding.ok("bound to loopback: nobody outside can reach it, as asked");
      case Surroundings.Open(var address) ->
          Finding.ok(
              "this machine has the public address "
                  + address.getHostAddress()
                  + "; only a firewall could keep others out");
      case Surroundings.Apart(String why) ->
          Finding.warn("nobody outside is known to reach this machine: " + why, "");
      case Surroundings.Behind _ -> throw new IllegalArgumentException("there is one to ask");
    };
  }

  private static String byHand(int port) {
    return "others reach this node only if port " + port + " is forwarded by hand";
  }

  private static String forward(int port) {
    return "forward TCP and UDP port " + port + " in the router's settings";
  }

  private static boolean free(Binding binding, int port) {
    try {
      new TcpTransport(binding).listen(port, Duplex::close).close();
      UdpSocket.listen(binding, port).forEach(UdpSocket::close);
      return true;
    } catch (Problem taken) {
      return false;
    }
  }

  private static int other(Binding binding) {
    List<UdpSocket> sockets = UdpSocket.listen(binding, 0);
    sockets.forEach(UdpSocket::close);
    return sockets.getFirst().port();
  }
}
