package dev.shoal.redis;

import dev.shoal.tracker.shared.StoreException;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What went wrong with a server, in words for a person. */
final class RedisFailures {
  private static final int LONGEST_ANSWER = 200; // the rest tells a person nothing more

  private RedisFailures() {}

  /** The exception that this failure at this address is. */
  static StoreException of(RedisAddress address, JedisException failure) {
    return new StoreException("the store " + address + " " + words(failure), failure);
  }

  private static String words(JedisException failure) {
    if (cause(failure, SSLException.class).isPresent()) {
      return "cannot be spoken to by TLS, or its certificate is not good";
    }
    if (cause(failure, SocketTimeoutException.class).isPresent()) {
      return "did not answer in time";
    }
    // From the pool: none became free. A connection that could not be made says why itself.
    if (cause(failure, NoSuchElementException.class).isPresent()) {
      return "has more to do than it gets done: all connections are in use";
    }
    if (failure instanceof JedisAccessControlException
        || (failure instanceof JedisDataException && message(failure).startsWith("NOAUTH"))) {
      return "wants another user or password";
    }
    if (failure instanceof JedisDataException) {
      return "refused: " + message(failure);
    }
    return failure instanceof JedisConnectionException ? "cannot be reached" : "cannot be used";
  }

  private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
    Optional<Throwable> next = Optional.of(failure);
    while (next.isPresent() && !type.isInstance(next.get())) {
      next = Optional.ofNullable(next.get().getCause());
    }
    return next.map(type::cast);
  }

  /** What the server said, in one line. */
  private static String message(JedisException failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("no reason given");
    String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER) + "…";
  }
}
