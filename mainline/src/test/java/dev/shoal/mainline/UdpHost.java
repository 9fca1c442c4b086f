package dev.shoal.mainline;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Identity;
import dev.shoal.base.Locator;
import dev.shoal.discovery.DialBudget;
import dev.shoal.discovery.PeerSource;
import dev.shoal.discovery.book.PeerBook;
import dev.shoal.host.Contents;
import dev.shoal.host.Datagrams;
import dev.shoal.host.Dialer;
import dev.shoal.host.Discovery;
import dev.shoal.host.Encryption;
import dev.shoal.host.Host;
import dev.shoal.host.Limits;
import dev.shoal.host.Notes;
import dev.shoal.host.Offer;
import dev.shoal.host.Overlay;
import dev.shoal.host.PeerMemory;
import dev.shoal.host.Ports;
import dev.shoal.host.Runs;
import dev.shoal.host.Timers;
import dev.shoal.host.Workers;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.net.Binding;
import dev.shoal.net.DatagramPort;
import dev.shoal.net.Http;
import dev.shoal.net.Multicast;
import dev.shoal.net.Names;
import dev.shoal.net.RateLimit;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A host of which the DHT is all: a real UDP port at an address of its own. */
final class UdpHost implements Host, Datagrams, Ports, Discovery, Notes, AutoCloseable {
  private final Binding binding;
  private final DatagramPort port;
  private final ScheduledExecutorService timers;
  private final List<Locator.Ip> bootstrap;
  private final SecureRandom random = new SecureRandom();
  private final Identity identity = Identity.create(random);
  private final PeerMemory peers = new PeerMemory(new PeerBook(random), Clock.system());
  private final Map<String, byte[]> notes = new ConcurrentHashMap<>();

  UdpHost(String address, ScheduledExecutorService timers, List<Locator.Ip> bootstrap) {
    this.binding = Binding.parse(address);
    this.port = DatagramPort.open(binding, 0);
    this.timers = timers;
    this.bootstrap = bootstrap;
  }

  void receive(MainlineNode node) {
    port.receive(List.of(new DatagramPort.Entrance(new byte[] {'d'}, node::datagram)));
  }

  Locator.Ip locator() {
    return new Locator.Ip(binding.addresses().getFirst(), port.port());
  }

  @Override
  public void close() {
    port.close();
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public Timers timers() {
    return OneTimer::new;
  }

  private final class OneTimer implements Timers.Timer {
    private final Runnable task;
    private Future<?> next = timers.schedule(() -> {}, 0, TimeUnit.NANOSECONDS);

    OneTimer(Runnable task) {
      this.task = task;
    }

    @Override
    public synchronized void at(long nanos) {
      next.cancel(false);
      if (nanos != Long.MAX_VALUE) {
        long delay = Math.max(0, nanos - clock().nanos());
        next = timers.schedule(() -> Thread.ofVirtual().start(task), delay, TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public synchronized void close() {
      next.cancel(false);
    }
  }

  @Override
  public RandomGenerator random(String stream) {
    return random;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public Notes notes() {
    return this;
  }

  @Override
  public Optional<byte[]> read(String name) {
    return Optional.ofNullable(notes.get(name));
  }

  @Override
  public void write(String name, byte[] bytes) {
    notes.put(name, bytes);
  }

  @Override
  public PeerMemory peers() {
    return peers;
  }

  @Override
  public Datagrams datagrams() {
    return this;
  }

  @Override
  public void send(ByteBuffer datagram, Locator.Ip to) {
    port.send(datagram, to);
  }

  @Override
  public boolean reaches(InetAddress address) {
    return port.reaches(address);
  }

  @Override
  public Ports ports() {
    return this;
  }

  @Override
  public int port() {
    return port.port();
  }

  @Override
  public Binding binding() {
    return binding;
  }

  @Override
  public List<Locator.Ip> listening() {
    return List.of(locator());
  }

  @Override
  public Discovery discovery() {
    return this;
  }

  @Override
  public List<PeerSource> sources(Hash content) {
    return List.of();
  }

  @Override
  public Runnable offer(Offer offer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DialBudget budget() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Overlay> overlay() {
    return Optional.empty();
  }

  @Override
  public boolean peerExchange() {
    return false;
  }

  @Override
  public boolean passing() {
    return false;
  }

  @Override
  public List<Locator.Ip> bootstrap() {
    return bootstrap;
  }

  @Override
  public Workers hashing() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Workers disk(Path of) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Runs runs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Dialer dialer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Names names() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Http http() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Multicast join(Multicast.Group group, Multicast.Listener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Contents contents() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Limits limits() {
    return new Limits() {
      @Override
      public RateLimit down() {
        throw new UnsupportedOperationException();
      }

      @Override
      public RateLimit up() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int answersASecond() {
        return DhtSettings.USUAL_REPLIES;
      }

      @Override
      public int maxConnections() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Encryption encryption() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
