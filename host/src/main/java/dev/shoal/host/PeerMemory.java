package dev.shoal.host;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.discovery.book.PeerBook;
import java.util.List;
import java.util.Optional;

/**
 * What this node remembers of the nodes of its networks from one run to the next: a {@link
 * PeerBook} with a clock. A network has a name of its protocol's choice, 1 to 16 of {@code a-z 0-9
 * -}, and where families of addresses do not mix each is a network. Never waits; any thread.
 *
 * @param book where it stands
 * @param clock of which the date counts
 */
public record PeerMemory(PeerBook book, Clock clock) {
  /** A source says that a node is there; it is believed within limits. */
  public void heard(String network, Locator.Ip node, Locator.Ip source) {
    book.heard(network, node, source, clock.millis());
  }

  /** The node is asked something now; whoever calls {@link #answered} calls this before. */
  public void attempted(String network, Locator.Ip node) {
    book.attempted(network, node, clock.millis());
  }

  /** The node answered what it was asked, so that it is really where it says. */
  public void answered(String network, Locator.Ip node) {
    book.answered(network, node, clock.millis());
  }

  /** A few that have answered for the longest time: whom to ask first after a restart. */
  public List<Locator.Ip> anchors(String network) {
    return book.anchors(network);
  }

  /**
   * Several different ones by chance.
   *
   * @param tried of those that answered, else of those that were only named
   */
  public List<Locator.Ip> some(String network, boolean tried, int most) {
    return book.some(network, tried, most, clock.millis());
  }

  /** One to talk to: as likely of those that answered as of those that were only named. */
  public Optional<Locator.Ip> pick(String network) {
    return book.pick(network, clock.millis());
  }

  /**
   * Whom to ask now whether it is there, every two minutes; so those that were named become such as
   * answered, and nobody loses a place without having been asked.
   */
  public Optional<Locator.Ip> feeler(String network) {
    return book.feeler(network, clock.millis());
  }
}
