package dev.shoal.tracker;

/** A request that HTTP itself refuses, with the status that says so (RFC 9110 15). */
final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  HttpRefusal(int status, String words) {
    super(words);
    this.status = status;
  }

  int status() {
    return status;
  }
}
