package dev.shoal.cli.command;

import picocli.CommandLine.Option;

/** Whether the router may be asked. */
final class RouterOptions {
  @Option(
      names = "--no-port-mapping",
      description = "do not ask the router to let others in (PCP, NAT-PMP, UPnP)")
  private boolean noPortMapping;

  boolean allowed() {
    return !noPortMapping;
  }
}
