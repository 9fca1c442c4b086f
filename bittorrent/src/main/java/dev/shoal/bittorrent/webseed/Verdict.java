package dev.shoal.bittorrent.webseed;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer to a request for a stretch of a file means (RFC 9110). Pure. */
sealed interface Verdict {
  /**
   * What is read and thrown away, at most, to get at what is wanted: of an answer with the whole
   * file, by a server that knows no ranges. It is what the smallest leases make worth a request.
   */
  long MAX_SKIPPED = 256 << 10;

  /**
   * The body is a stretch of the file.
   *
   * @param first the byte of the file it begins with
   * @param end the byte behind its last one
   */
  record Serves(long first, long end) implements Verdict {}

  /**
   * Another time it may serve.
   *
   * @param seconds how long to wait, if the server says
   */
  record Later(OptionalLong seconds, String why) implements Verdict {}

  /** This file is not to be had there. */
  record Gone(String why) implements Verdict {}

  /**
   * What was asked for.
   *
   * @param first the first byte of the file
   * @param last the last one
   * @param fileLength of the whole file, by the torrent
   */
  record Asked(long first, long last, long fileLength) {}

  /** Judges an answer by its head. */
  static Verdict of(int status, Map<String, String> headers, Asked asked) {
    if (!headers.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
      return new Gone("it gives the file in another encoding only");
    }
    return switch (status) {
      case 206 -> Ranges.partial(headers, asked);
      case 200 -> Ranges.whole(headers, asked);
      case 416 -> new Gone("the file there is shorter");
      case 408, 425, 429 -> busy(status, headers);
      default -> status >= 500 ? busy(status, headers) : new Gone("the server says " + status);
    };
  }

  private static Verdict busy(int status, Map<String, String> headers) {
    return new Later(Ranges.retryAfter(headers), "the server says " + status);
  }

  /** Readers of the headers that tell of lengths and times. */
  final class Ranges {
    private static final Pattern CONTENT_RANGE =
        Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private Ranges() {}

    private static Verdict partial(Map<String, String> headers, Asked asked) {
      String range = headers.getOrDefault("content-range", "").toLowerCase(Locale.ROOT);
      Matcher matcher = CONTENT_RANGE.matcher(range);
      if (!matcher.matches()) {
        return wrongRange(); // several ranges in one body among them: nobody asked for these
      }
      long first = Long.parseLong(matcher.group(1));
      long last = Long.parseLong(matcher.group(2));
      String total = matcher.group(3);
      if (!total.equals("*") && Long.parseLong(total) != asked.fileLength) {
        return otherLength();
      }
      boolean within = first == asked.first && first <= last && last <= asked.last;
      return within && length(headers).orElse(last - first + 1) == last - first + 1
          ? new Serves(first, last + 1)
          : wrongRange();
    }

    private static Verdict whole(Map<String, String> headers, Asked asked) {
      if (length(headers).orElse(asked.fileLength) != asked.fileLength) {
        return otherLength();
      }
      return asked.first <= MAX_SKIPPED
          ? new Serves(0, asked.fileLength)
          : new Gone("the server gives whole files only");
    }

    private static Verdict wrongRange() {
      return new Later(OptionalLong.empty(), "another range than was asked for");
    }

    private static Verdict otherLength() {
      return new Gone("the file there has another length");
    }

    private static OptionalLong length(Map<String, String> headers) {
      return number(headers.getOrDefault("content-length", ""));
    }

    private static OptionalLong number(String text) {
      return NUMBER.matcher(text).matches()
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    }

    /** Seconds, or a date: by the server's own clock, as it sends that along (RFC 9110 10.2.3). */
    static OptionalLong retryAfter(Map<String, String> headers) {
      String text = headers.getOrDefault("retry-after", "");
      OptionalLong seconds = number(text);
      Optional<ZonedDateTime> then = date(text);
      Optional<ZonedDateTime> now = date(headers.getOrDefault("date", ""));
      return seconds.isEmpty() && then.isPresent() && now.isPresent()
          ? OptionalLong.of(Math.max(0, Duration.between(now.get(), then.get()).toSeconds()))
          : seconds;
    }

    private static Optional<ZonedDateTime> date(String text) {
      try {
        return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      } catch (DateTimeParseException none) {
        return Optional.empty();
      }
    }
  }
}
