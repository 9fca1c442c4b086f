package dev.shoal.announce;

import dev.shoal.base.Locator;
import dev.shoal.host.Host;
import dev.shoal.net.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks a tracker over UDP: one of its IPv4 addresses and one of its IPv6 addresses, as it names
 * peers of the family it is asked over (BEP 15) and knows us by both (BEP 7).
 */
final class UdpAsker implements Asker {
  /** How long an answer over one family waits for that over the other. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final UdpTalk talk;

  UdpAsker(Host host, NamedTracker tracker) {
    this.talk = new UdpTalk(host, tracker);
  }

  @Override
  public TrackerReply ask(AnnounceRequest request, Duration patience) throws InterruptedException {
    List<Locator.Ip> addresses = talk.addresses();
    BlockingQueue<TrackerReply> replies = new ArrayBlockingQueue<>(addresses.size());
    List<Thread> threads = new ArrayList<>();
    try {
      for (Locator.Ip address : addresses) {
        threads.add(
            Thread.ofVirtual()
                .name("announce " + address)
                .start(() -> replies.add(exchange(address, request, patience))));
      }
      return merged(replies, addresses.size());
    } finally {
      threads.forEach(Thread::interrupt); // which closes their sockets
    }
  }

  private static TrackerReply merged(BlockingQueue<TrackerReply> replies, int expected)
      throws InterruptedException {
    TrackerReply merged = replies.take();
    for (int i = 1; i < expected; i++) {
      boolean answered = merged instanceof TrackerReply.Answer;
      Optional<TrackerReply> next =
          answered
              ? Optional.ofNullable(replies.poll(GRACE.toMillis(), TimeUnit.MILLISECONDS))
              : Optional.of(replies.take());
      if (next.isPresent() && next.get() instanceof TrackerReply.Answer answer) {
        merged = merged instanceof TrackerReply.Answer first ? both(first, answer) : answer;
      }
    }
    return merged;
  }

  private static TrackerReply both(TrackerReply.Answer a, TrackerReply.Answer b) {
    Set<TrackerReply.Peer> peers = new LinkedHashSet<>(a.peers());
    peers.addAll(b.peers());
    return TrackerReply.Answer.of(
        Math.max(a.interval(), b.interval()),
        Math.max(a.seeds(), b.seeds()),
        Math.max(a.leechers(), b.leechers()),
        List.copyOf(peers));
  }

  private TrackerReply exchange(Locator.Ip address, AnnounceRequest request, Duration patience) {
    try {
      return reply(
          talk.ask(
              address,
              (connection, transaction) ->
                  new UdpRequest.Announce(connection, transaction, request),
              patience));
    } catch (ConnectionException e) {
      return TrackerReply.Failure.because(String.valueOf(e.getMessage()));
    }
  }

  static TrackerReply reply(UdpResponse response) {
    return switch (response) {
      case UdpResponse.Announced(int _, TrackerReply.Answer answer) -> answer;
      case UdpResponse.Failed(int _, String message) -> TrackerReply.Failure.because(message);
      case UdpResponse.Connected _, UdpResponse.Scraped _ ->
          throw new IllegalStateException("an answer to another question");
    };
  }
}
