package dev.shoal.tracker;

import dev.shoal.base.Clock;
import dev.shoal.base.Identity;
import dev.shoal.base.Locator;
import dev.shoal.host.Contents;
import dev.shoal.host.Datagrams;
import dev.shoal.host.Dialer;
import dev.shoal.host.Discovery;
import dev.shoal.host.Host;
import dev.shoal.host.Limits;
import dev.shoal.host.Notes;
import dev.shoal.host.PeerMemory;
import dev.shoal.host.Ports;
import dev.shoal.host.Runs;
import dev.shoal.host.Timers;
import dev.shoal.host.Workers;
import dev.shoal.net.Binding;
import dev.shoal.net.Http;
import dev.shoal.net.HttpClient;
import dev.shoal.net.Multicast;
import dev.shoal.net.Names;
import dev.shoal.net.SystemNames;
import dev.shoal.net.TcpTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A host confined to loopback that has what trackers and their clients need. */
final class TestHost implements Host, AutoCloseable {
  private final Binding binding = Binding.loopback();
  private final SystemNames names = new SystemNames(binding);
  private final Http http =
      new HttpClient(new TcpTransport(binding), names, Clock.system(), Optional.empty());
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final int port;

  TestHost(int port) {
    this.port = port;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    names.close();
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public Timers timers() {
    return task ->
        new Timers.Timer() {
          private Optional<Future<?>> next = Optional.empty();

          @Override
          public synchronized void at(long nanos) {
            next.ifPresent(future -> future.cancel(false));
            long delay = nanos - Clock.system().nanos();
            next =
                nanos == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(
                        executor.schedule(
                            () -> Thread.startVirtualThread(task), delay, TimeUnit.NANOSECONDS));
          }

          @Override
          public synchronized void close() {
            next.ifPresent(future -> future.cancel(false));
          }
        };
  }

  @Override
  public RandomGenerator random(String stream) {
    return new SplittableRandom();
  }

  @Override
  public Names names() {
    return names;
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
        return port;
      }

      @Override
      public Binding binding() {
        return binding;
      }

      @Override
      public List<Locator.Ip> listening() {
        return binding.addresses().stream().map(ip -> new Locator.Ip(ip, port)).toList();
      }
    };
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
  public Multicast join(Multicast.Group group, Multicast.Listener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Contents contents() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Identity identity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Notes notes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PeerMemory peers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Datagrams datagrams() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Discovery discovery() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Limits limits() {
    throw new UnsupportedOperationException();
  }
}
