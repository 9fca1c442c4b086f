package dev.shoal.tracker.http;

/** A request that HTTP itself refuses, with the status that says so (RFC 9110 15). */
final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  HttpRefusal(int status, String words) {
    super(words, null, false, false); // nobody looks at where it was thrown
    this.status = status;
  }

  int status() {
    return status;
  }

  /** The words that go with the status. */
  String phrase() {
    return switch (status) {
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 431 -> "Request Header Fields Too Large";
      case 505 -> "HTTP Version Not Supported";
      default -> "Bad Request";
    };
  }
}
