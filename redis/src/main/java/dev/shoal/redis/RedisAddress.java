package dev.shoal.redis;

import dev.shoal.base.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a server is and who one is there: {@code redis://user:password@host:port/database}, of
 * which only the host has to be said.
 *
 * @param tls whether what is said is encrypted and the server's certificate checked
 * @param port {@value #USUAL_PORT} unless another is said
 * @param database which of the server's numbered databases; 0 unless another is said
 */
record RedisAddress(
    boolean tls,
    String host,
    int port,
    Optional<String> user,
    Optional<String> password,
    int database) {
  static final String PLAIN = "redis";
  static final String TLS = "rediss";

  private static final int USUAL_PORT = 6379;
  private static final int MAX_PORT = 0xFFFF;
  private static final int MAX_DATABASE_DIGITS = 5; // a server has 16 unless it is told otherwise
  private static final String FORM = "redis://user:password@host:port/database";

  /**
   * What this address says.
   *
   * @throws Problem of kind USAGE, which does not repeat the address, as there may be a password
   *     anywhere in it
   */
  static RedisAddress of(URI address) {
    String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!scheme.equals(PLAIN) && !scheme.equals(TLS)) {
      throw senseless("it begins with neither redis: nor rediss:");
    }
    String host = Optional.ofNullable(address.getHost()).orElse("");
    if (host.isEmpty()) {
      throw senseless("no host is named, or it has signs that hosts have not");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw senseless("nothing follows the database; in a password ? is %3F and # is %23");
    }
    int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
    if (port == 0 || port > MAX_PORT) {
      throw senseless("a port is 1 to 65535");
    }
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    if (address.getUserInfo() != null) {
      String[] parts = address.getUserInfo().split(":", 2);
      if (parts.length < 2 || parts[1].isEmpty()) {
        throw senseless("a user without a password; a password alone is :password@host");
      }
      user = Optional.of(parts[0]).filter(name -> !name.isEmpty());
      password = Optional.of(parts[1]);
    }
    int database = database(Optional.ofNullable(address.getRawPath()).orElse(""));
    return new RedisAddress(scheme.equals(TLS), host, port, user, password, database);
  }

  private static int database(String path) {
    String number = path.startsWith("/") ? path.substring(1) : path;
    if (number.isEmpty()) {
      return 0;
    }
    if (!number.matches("[0-9]{1," + MAX_DATABASE_DIGITS + "}")) {
      throw senseless("a database is a number");
    }
    return Integer.parseInt(number);
  }

  private static Problem senseless(String why) {
    return new Problem(
        Problem.Kind.USAGE, "the address of the store makes no sense: " + why, "it is " + FORM);
  }

  /** For people: without user and password. */
  @Override
  public String toString() {
    return "%s://%s:%d/%d".formatted(tls ? TLS : PLAIN, host, port, database);
  }
}
