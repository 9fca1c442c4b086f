package dev.shoal.web;

import java.nio.charset.StandardCharsets;

/**
 * What is answered to a request.
 *
 * @param status of HTTP
 * @param type of the content
 */
record Answer(int status, String type, String content) {
  static final int OK = 200;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int INTERNAL_ERROR = 500;
  static final int UNAVAILABLE = 503;

  /** A line of plain text. */
  static Answer text(int status, String line) {
    return new Answer(status, "text/plain; charset=utf-8", line + "\n");
  }

  /** The content as it is sent. */
  byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
