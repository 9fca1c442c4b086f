package dev.shoal.cli.command;

import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Who is asked first in the DHT. */
final class BootstrapOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "a first contact in the DHT; repeatable")
  private List<String> contacts = new ArrayList<>();

  /** Their addresses, names looked up if the node may. */
  List<Locator.Ip> contacts(Binding binding) {
    return Addresses.parse(contacts, binding);
  }
}
