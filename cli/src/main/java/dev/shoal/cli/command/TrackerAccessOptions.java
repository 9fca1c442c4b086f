package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.tracker.TrackerSettings;
import dev.shoal.tracker.gate.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who and what a tracker serves. */
final class TrackerAccessOptions {
  private static final int USUAL_LIMIT = 10_000;

  @Option(
      names = "--allow",
      paramLabel = "FILE",
      description = "serve only these info-hashes and addresses; read again when it changes")
  private Optional<Path> allow = Optional.empty();

  @Option(
      names = "--deny",
      paramLabel = "FILE",
      description = "do not serve these info-hashes and addresses; read again when it changes")
  private Optional<Path> deny = Optional.empty();

  @Option(
      names = "--client",
      paramLabel = "CODE",
      description = "serve only this program, by the code in its peer ids: SH, qB45; repeatable")
  private List<String> clients = new ArrayList<>();

  @Option(
      names = "--private",
      description = "serve only users, by the passkey in their announce address")
  private boolean isPrivate;

  @Option(
      names = "--address-limit",
      paramLabel = "N",
      description = {
        "peers that one address may have, and announces it may make in ten seconds;",
        "default 10000; 0: no limit"
      })
  private int limit = USUAL_LIMIT;

  @Option(
      names = "--trust-proxy",
      paramLabel = "CIDR",
      description = "a proxy whose X-Forwarded-For counts; repeatable")
  private List<String> proxies = new ArrayList<>();

  boolean isPrivate() {
    return isPrivate;
  }

  int addressLimit() {
    if (limit < 0) {
      throw new Problem(
          Problem.Kind.USAGE, "--address-limit counts peers: " + limit, "0: no limit");
    }
    return limit;
  }

  /** The register of users in a tracker's folder. */
  static Path register(Path folder) {
    return folder.resolve("users.db");
  }

  TrackerSettings.Access access(Console console, Path folder) {
    try {
      return new TrackerSettings.Access(
          allow.map(console::resolve),
          deny.map(console::resolve),
          clients,
          isPrivate ? Optional.of(register(folder)) : Optional.empty(),
          Networks.of(proxies));
    } catch (IllegalArgumentException e) {
      throw new Problem(
          Problem.Kind.USAGE, String.valueOf(e.getMessage()), "--trust-proxy 10.0.0.0/8", e);
    }
  }
}
