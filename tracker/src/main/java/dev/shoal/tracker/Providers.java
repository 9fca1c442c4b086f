package dev.shoal.tracker;

import dev.shoal.base.Problem;
import dev.shoal.tracker.shared.SwarmStore;
import dev.shoal.tracker.shared.SwarmStoreProvider;
import dev.shoal.tracker.users.Users;
import dev.shoal.tracker.users.UsersProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;

/** What other rooms bring for trackers that want more than memory. */
public final class Providers {
  private Providers() {}

  /**
   * The register of users in this file.
   *
   * @throws Problem of kind USAGE if nobody here keeps registers
   */
  public static Users users(Path file) {
    return ServiceLoader.load(UsersProvider.class)
        .findFirst()
        .orElseThrow(
            () -> new Problem(Problem.Kind.USAGE, "this build of Shoal keeps no users", ""))
        .open(file);
  }

  /**
   * The store at this address.
   *
   * @throws Problem of kind USAGE if nobody here speaks to stores of that kind
   */
  static SwarmStore store(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    return ServiceLoader.load(SwarmStoreProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.schemes().contains(scheme))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                Problem.Kind.USAGE,
                "no store of the kind " + scheme + " is known here",
                "redis://HOST:6379"))
        .open(address);
  }
}
