package dev.shoal.node.machine;

import dev.shoal.base.Locator;
import dev.shoal.host.Ports;
import dev.shoal.net.Binding;
import dev.shoal.net.mapping.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The port of this node, once it is open. */
public final class MachinePorts implements Ports {
  /** More addresses than a machine is reached by, however many bridges and containers it has. */
  private static final int MAX_ADDRESSES = 16;

  private final Binding binding;
  private volatile int port;
  private volatile Supplier<Optional<Outcome>> mapping = Optional::empty;

  MachinePorts(Binding binding) {
    this.binding = binding;
  }

  /** The port is open from now on. */
  public void opened(int atPort) {
    port = atPort;
  }

  @Override
  public int port() {
    if (port == 0) {
      throw new IllegalStateException("the port is not open yet");
    }
    return port;
  }

  /** A router is asked from now on, and this is what came of it. */
  void mappedBy(Supplier<Optional<Outcome>> outcome) {
    mapping = outcome;
  }

  /** What a router has opened, if one has. */
  public Optional<Outcome.Mapped> mapped() {
    return mapping
        .get()
        .flatMap(outcome ->
            outcome instanceof Outcome.Mapped mapped ? Optional.of(mapped) : Optional.empty());
  }

  /** Only if it is of the internet: behind one router more nobody can do anything with it. */
  @Override
  public Optional<Locator.Ip> external() {
    return mapped().filter(Outcome.Mapped::isPublic).map(Outcome.Mapped::external);
  }

  @Override
  public Binding binding() {
    return binding;
  }

  @Override
  public List<Locator.Ip> listening() {
    return binding.reachableAt().stream()
        .map(address -> new Locator.Ip(address, port()))
        .sorted()
        .limit(MAX_ADDRESSES)
        .toList();
  }
}
