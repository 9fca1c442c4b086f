package dev.shoal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The names this machine knows. Lookups are calls into the C library, which hold a thread until
 * they are done, so they run on a few platform threads and are waited for a bounded time.
 */
public final class SystemNames implements Names, AutoCloseable {
  /** The C library gives up after about this long by itself, with two servers that are silent. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Lookups at once; a few dead names must not keep the others waiting. */
  private static final int THREADS = 4;

  private final Binding binding;
  private final ExecutorService lookups;

  /** Names as this binding allows them. */
  public SystemNames(Binding binding) {
    this.binding = binding;
    this.lookups =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("names-", 0)::unstarted);
  }

  @Override
  public List<InetAddress> resolve(String host) {
    Optional<InetAddress> written = Binding.literal(host);
    if (written.isPresent()) {
      return List.of(written.get());
    }
    if (host.equalsIgnoreCase("localhost")) { // RFC 6761 6.3: never asked of a server
      return Binding.loopback().addresses();
    }
    if (binding.loopbackOnly()) {
      throw new ConnectionException("this node is bound to loopback and looks up no names");
    }
    return List.of(lookUp(() -> InetAddress.getAllByName(host)));
  }

  private InetAddress[] lookUp(Callable<InetAddress[]> question) {
    Optional<Future<InetAddress[]>> asked = Optional.empty();
    try {
      asked = Optional.of(lookups.submit(question));
      return asked.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      boolean unknown = e.getCause() instanceof UnknownHostException;
      throw new ConnectionException(unknown ? "no such host name" : "the name is broken", e);
    } catch (TimeoutException e) {
      throw new ConnectionException("the name was not found in time", e);
    } catch (RejectedExecutionException e) {
      throw new ConnectionException("closed by this side", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException("interrupted", e);
    } finally {
      asked.ifPresent(future -> future.cancel(false)); // one still in the queue need not run
    }
  }

  /** Ends the lookups; who waits for one is told so. */
  @Override
  public void close() {
    lookups.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
  }
}
