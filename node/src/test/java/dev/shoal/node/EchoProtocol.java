package dev.shoal.node;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.host.Claim;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Fetcher;
import dev.shoal.host.Host;
import dev.shoal.host.PeerView;
import dev.shoal.host.Progress;
import dev.shoal.host.Protocol;
import dev.shoal.host.Publisher;
import dev.shoal.host.Recipe;
import dev.shoal.host.Running;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferListener;
import dev.shoal.net.Duplex;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol for tests: its links are {@code echo:PORT}, its descriptions begin with ECHO, and to
 * fetch means to dial the port on loopback, say ECHO and hear the same.
 */
public final class EchoProtocol implements Protocol {
  private static final byte[] GREETING = "ECHO".getBytes(StandardCharsets.US_ASCII);

  /** For {@link java.util.ServiceLoader}. */
  public EchoProtocol() {}

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Set<Claim> claims() {
    return Set.of(new Claim(GREETING));
  }

  @Override
  public Running start(Host host) {
    return new EchoRunning(host);
  }

  private record EchoRunning(Host host) implements Running {
    @Override
    public void accept(Duplex connection) {
      try (connection) {
        ByteBuffer buffer = ByteBuffer.allocate(GREETING.length);
        while (buffer.hasRemaining() && connection.read(new ByteBuffer[] {buffer}) > 0) {}
        connection.write(new ByteBuffer[] {buffer.flip()});
      }
    }

    @Override
    public Optional<Fetcher> fetcher(ContentName name) {
      String text =
          switch (name) {
            case ContentName.Link link -> link.text();
            case ContentName.Description(byte[] bytes) ->
                new String(bytes, StandardCharsets.US_ASCII);
          };
      return text.toLowerCase(Locale.ROOT).startsWith("echo:")
          ? Optional.of((plan, listener) -> fetch(text.strip(), plan, listener))
          : Optional.empty();
    }

    @Override
    public Optional<Publisher> publisher(Recipe recipe) {
      return Optional.of(listener -> {
        Hash name = Hash.sha1(recipe.description());
        String link = "echo:" + host.ports().port();
        listener.on(new TransferEvent.Linked(link, name, recipe.path()));
        return new EchoTransfer();
      });
    }

    @Override
    public void close() {}

    private Transfer fetch(String link, FetchPlan plan, TransferListener listener) {
      int port = Integer.parseInt(link.substring(5));
      Thread.startVirtualThread(() -> fetch(port, plan.into(), listener));
      return new EchoTransfer();
    }

    private void fetch(int port, Path into, TransferListener listener) {
      Locator.Ip there = new Locator.Ip(InetAddress.ofLiteral("127.0.0.1"), port);
      try (Duplex connection = host.dialer().dial(there)) {
        connection.write(new ByteBuffer[] {ByteBuffer.wrap(GREETING)});
        ByteBuffer heard = ByteBuffer.allocate(GREETING.length);
        while (heard.hasRemaining() && connection.read(new ByteBuffer[] {heard}) > 0) {}
        if (heard.flip().equals(ByteBuffer.wrap(GREETING))) {
          listener.on(new TransferEvent.Completed(into, GREETING.length, 1));
        }
      }
    }
  }

  private record EchoTransfer() implements Transfer {
    @Override
    public Progress progress() {
      return new Progress(Progress.Phase.SEEDING, 4, 4, 0, 0, 4, 4, 0, 0, 0, 0);
    }

    @Override
    public List<PeerView> peers() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
