package dev.shoal.lan;

import dev.shoal.base.Hash;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.PeerSource;
import dev.shoal.host.Found;
import dev.shoal.host.Host;
import dev.shoal.host.Offer;
import dev.shoal.host.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A node on its local network: it announces contents and hears of others', asks and answers. */
final class LanNode implements Running {
  private final Announcing announcing;
  private final Finding finding;

  LanNode(Host host) {
    this.announcing = new Announcing(host);
    this.finding = new Finding(host);
  }

  @Override
  public void opened() {
    announcing.open();
  }

  @Override
  public Optional<PeerSource> source(Hash content) {
    return content.length() == Hash.SHA1_LENGTH
        ? Optional.of(new Source(announcing, content))
        : Optional.empty();
  }

  /** Those on the local network that have to do with one content. */
  private record Source(Announcing announcing, Hash content) implements PeerSource {
    @Override
    public String name() {
      return "local network";
    }

    @Override
    public void start(Consumer<List<Candidate>> found) {
      announcing.add(content, found);
    }

    @Override
    public void more() {
      announcing.soon(content);
    }

    @Override
    public void close() {
      announcing.remove(content);
    }
  }

  @Override
  public Runnable offer(Offer offer) {
    return finding.offer(offer);
  }

  @Override
  public List<Found> find(List<String> words, Duration patience) {
    return finding.find(words, patience);
  }

  @Override
  public void close() {
    announcing.close();
    finding.close();
  }
}
