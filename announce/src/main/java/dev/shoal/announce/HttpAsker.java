package dev.shoal.announce;

import dev.shoal.net.Http;
import java.time.Duration;

/** Asks a tracker over HTTP; the client follows redirects and checks each hop. */
final class HttpAsker implements Asker {
  private static final int OK = 200;

  private final Http http;
  private final NamedTracker tracker;
  private volatile String trackerId = "";

  HttpAsker(Http http, NamedTracker tracker) {
    this.http = http;
    this.tracker = tracker;
  }

  @Override
  public TrackerReply ask(AnnounceRequest request, Duration patience) {
    Http.Answer answer =
        http.get(
            new Http.Query(
                HttpAnnounce.announce(tracker.uri(), request, trackerId),
                tracker.namedBy(),
                HttpAnswer.MAX_BODY,
                patience));
    return answer.status() == OK ? reply(answer.body()) : refused(answer);
  }

  private TrackerReply reply(byte[] body) {
    TrackerReply reply = HttpAnswer.decode(body);
    if (reply instanceof TrackerReply.Answer said && !said.trackerId().isEmpty()) {
      trackerId = said.trackerId(); // "if absent and sent before, do not discard the old value"
    }
    return reply;
  }

  /** Some give their reason in the body of an error, most a page for browsers. */
  private static TrackerReply refused(Http.Answer answer) {
    try {
      if (HttpAnswer.decode(answer.body()) instanceof TrackerReply.Failure failure) {
        return failure;
      }
    } catch (AnnounceException aPage) {
      // The status says enough.
    }
    return TrackerReply.Failure.because("HTTP status " + answer.status());
  }
}
