package dev.shoal.redis;

import dev.shoal.tracker.shared.SwarmStore;
import dev.shoal.tracker.shared.SwarmStoreProvider;
import java.net.URI;
import java.util.Set;

/** Stores in Redis or Valkey: {@code redis://}, and {@code rediss://} with TLS. */
public final class RedisStoreProvider implements SwarmStoreProvider {
  @Override
  public Set<String> schemes() {
    return Set.of(RedisAddress.PLAIN, RedisAddress.TLS);
  }

  @Override
  public SwarmStore open(URI address) {
    return RedisStore.open(RedisAddress.of(address));
  }
}
