package dev.shoal.bittorrent.session;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Identity;
import dev.shoal.base.Locator;
import dev.shoal.content.ContentState;
import dev.shoal.content.Disk;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.ShareMemory;
import dev.shoal.host.Contents;
import dev.shoal.host.Datagrams;
import dev.shoal.host.Dialer;
import dev.shoal.host.Discovery;
import dev.shoal.host.Encryption;
import dev.shoal.host.Host;
import dev.shoal.host.Limits;
import dev.shoal.host.Notes;
import dev.shoal.host.PeerMemory;
import dev.shoal.host.Ports;
import dev.shoal.host.Running;
import dev.shoal.host.Runs;
import dev.shoal.host.Timers;
import dev.shoal.host.Workers;
import dev.shoal.net.Binding;
import dev.shoal.net.Http;
import dev.shoal.net.HttpClient;
import dev.shoal.net.Multicast;
import dev.shoal.net.Names;
import dev.shoal.net.RateLimit;
import dev.shoal.net.SystemNames;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The least of a host on this machine's loopback, for tests of this room alone. */
final class LoopbackHost implements Host, AutoCloseable {
  private final Path state;
  private final Encryption encryption;
  private final Disk disk;
  private final Clock clock;
  private final ExecutorService pool = Executors.newFixedThreadPool(3);
  private final Map<Path, ExecutorService> disks = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final Binding binding = Binding.loopback();
  private final TcpTransport tcp = new TcpTransport(binding);
  private final Http http =
      new HttpClient(tcp, new SystemNames(binding), Clock.system(), Optional.empty());
  private final Discovery discovery;
  private final SplittableRandom random = new SplittableRandom();
  private final Transport.Listener listener;
  final Running torrents;

  LoopbackHost(Path state) {
    this(state, Encryption.PREFER);
  }

  LoopbackHost(Path state, Encryption encryption) {
    this(state, encryption, new LocalDisk(), Clock.system(), new RecordingDiscovery());
  }

  LoopbackHost(Path state, Disk disk) {
    this(state, Encryption.PREFER, disk, Clock.system(), new RecordingDiscovery());
  }

  LoopbackHost(Path state, Discovery discovery) {
    this(state, Encryption.PREFER, new LocalDisk(), Clock.system(), discovery);
  }

  LoopbackHost(Path state, Disk disk, Clock clock) {
    this(state, Encryption.PREFER, disk, clock, new RecordingDiscovery());
  }

  private LoopbackHost(
      Path state, Encryption encryption, Disk disk, Clock clock, Discovery discovery) {
    this.discovery = discovery;
    this.state = state;
    this.encryption = encryption;
    this.disk = disk;
    this.clock = clock;
    this.torrents = new BitTorrent().start(this);
    this.listener = tcp.listen(0, torrents::accept);
  }

  @Override
  public void close() {
    torrents.close();
    listener.close();
    scheduler.shutdownNow();
    pool.shutdown();
    disks.values().forEach(ExecutorService::shutdown);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Timers timers() {
    return task ->
        new Timers.Timer() {
          private @Nullable Future<?> due;

          @Override
          public synchronized void at(long nanos) {
            close();
            if (nanos != Long.MAX_VALUE && !scheduler.isShutdown()) {
              long wait = Math.max(0, nanos - clock().nanos());
              try {
                due =
                    scheduler.schedule(
                        () -> Thread.startVirtualThread(task), wait, TimeUnit.NANOSECONDS);
              } catch (RejectedExecutionException closed) {
                due = null;
              }
            }
          }

          @Override
          public synchronized void close() {
            if (due != null) {
              due.cancel(false);
            }
          }
        };
  }

  @Override
  public synchronized RandomGenerator random(String stream) {
    return random.split();
  }

  @Override
  public Workers hashing() {
    return new Pool(pool);
  }

  /** Each place is a disk of its own. */
  @Override
  public Workers disk(Path of) {
    return new Pool(disks.computeIfAbsent(of, path -> Executors.newFixedThreadPool(2)));
  }

  private record Pool(ExecutorService threads) implements Workers {
    @Override
    public void run(Runnable task) {
      threads.execute(task);
    }

    @Override
    public <T> T call(Supplier<T> task) {
      try {
        return CompletableFuture.supplyAsync(task, threads).join();
      } catch (CompletionException wrapped) {
        throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
      }
    }
  }

  @Override
  public Runs runs() {
    return size -> new HeapRun(ByteBuffer.allocate(size));
  }

  private record HeapRun(ByteBuffer buffer) implements Runs.Run {
    @Override
    public void release() {}
  }

  @Override
  public Dialer dialer() {
    return to -> tcp.dial((Locator.Ip) to, Duration.ofSeconds(5));
  }

  @Override
  public Names names() {
    return new SystemNames(binding);
  }

  @Override
  public Http http() {
    return http;
  }

  @Override
  public Ports ports() {
    return new Ports() {
      @Override
      public int port() {
        return listener.port();
      }

      @Override
      public Binding binding() {
        return binding;
      }

      @Override
      public List<Locator.Ip> listening() {
        return binding.addresses().stream()
            .map(address -> new Locator.Ip(address, listener.port()))
            .toList();
      }
    };
  }

  @Override
  public Multicast join(Multicast.Group group, Multicast.Listener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Contents contents() {
    return new Contents() {
      @Override
      public Workers workers() {
        return hashing();
      }

      @Override
      public ShareMemory shares() {
        return new ShareMemory(disk(), state);
      }

      @Override
      public Disk disk() {
        return disk;
      }

      @Override
      public ContentState open(Hash name) {
        return ContentState.open(state, name, clock());
      }
    };
  }

  @Override
  public Discovery discovery() {
    return discovery;
  }

  @Override
  public Identity identity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PeerMemory peers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Notes notes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Datagrams datagrams() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Limits limits() {
    return new Limits() {
      @Override
      public RateLimit down() {
        return RateLimit.unlimited();
      }

      @Override
      public RateLimit up() {
        return RateLimit.unlimited();
      }

      @Override
      public int answersASecond() {
        return 1;
      }

      @Override
      public int maxConnections() {
        return 50;
      }

      @Override
      public Encryption encryption() {
        return encryption;
      }
    };
  }
}
