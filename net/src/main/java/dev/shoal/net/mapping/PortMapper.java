package dev.shoal.net.mapping;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps a port of this machine open on the router, by whatever the router understands, until it is
 * closed. It asks routers next door only, and nobody at all where no router is in the way or the
 * node stays on loopback.
 */
public final class PortMapper implements AutoCloseable {
  /** How long a port stays open if this node dies: RFC 6886 3.3 has two hours, a day is rude. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  /** What a router may take to close the port. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  /** A machine comes to another network, or a router gets another setting, as seldom as this. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final Binding binding;
  private final int port;
  private final Duration lifetime;
  private final Surface surface;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private Optional<Outcome> latest = Optional.empty(); // guarded by lock
  private Optional<MappingSession> session = Optional.empty(); // guarded by lock

  /** What a session has of this machine. */
  record Surface(Clock clock, RandomGenerator random, Consumer<Outcome> listener) {
    /** The sockets of a session stay at these addresses. */
    Binding bound(List<InetAddress> own) {
      return new Binding(own, own.stream().allMatch(InetAddress::isLoopbackAddress));
    }
  }

  private PortMapper(Binding binding, int port, Duration lifetime, Surface surface) {
    this.binding = binding;
    this.port = port;
    this.lifetime = lifetime;
    this.surface = new Surface(surface.clock, surface.random, this::tell);
    this.thread = Thread.ofVirtual().name("port mapping").unstarted(this::work);
  }

  /**
   * Begins to ask; returns at once.
   *
   * @param port of this machine, TCP and UDP
   * @param lifetime how long it may stay open if this machine is gone all of a sudden
   * @param random an unpredictable one
   */
  public static PortMapper open(
      Binding binding, int port, Duration lifetime, Clock clock, RandomGenerator random) {
    PortMapper mapper =
        new PortMapper(binding, port, lifetime, new Surface(clock, random, _ -> {}));
    mapper.thread.start();
    return mapper;
  }

  /** What came of it so far. */
  public Optional<Outcome> latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something has come of it, so long at most. */
  public Optional<Outcome> await(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (latest.isEmpty() && left > 0) {
        left = told.awaitNanos(left);
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }

  private void tell(Outcome outcome) {
    lock.lock();
    try {
      latest = Optional.of(outcome);
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      do {
        Surroundings here = Surroundings.of(binding);
        if (here instanceof Surroundings.Behind behind) {
          work(behind);
        } else {
          tell(new Outcome.Unasked(here));
        }
      } while (!closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException takesTooLong) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Surroundings.Behind here) throws InterruptedException {
    Wish wish = new Wish(port, here.own().getFirst(), here.gateway(), lifetime.toSeconds());
    Optional<Locator.Ip> gateway =
        here.gateway().map(address -> new Locator.Ip(address, MappingSession.GATEWAY_PORT));
    try (MappingSession now = new MappingSession(wish, here.own(), gateway, surface)) {
      if (begun(Optional.of(now))) {
        now.run();
      }
    } finally {
      boolean _ = begun(Optional.empty());
    }
  }

  /** Whether there is time for it: nothing is begun after the end. */
  private boolean begun(Optional<MappingSession> now) {
    lock.lock();
    try {
      session = now;
      return closed.getCount() > 0;
    } finally {
      lock.unlock();
    }
  }

  private Optional<MappingSession> closing() {
    lock.lock();
    try {
      closed.countDown();
      return session;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the port on the router, if that can be done within a second. */
  @Override
  public void close() {
    closing().ifPresent(MappingSession::end);
    try {
      if (!thread.join(CLOSING)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
