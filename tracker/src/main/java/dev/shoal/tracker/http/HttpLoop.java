package dev.shoal.tracker.http;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a tracker on sockets of its own: one platform thread for all connections. Most
 * bring one request and are over with its answer; such a one is accepted, read, answered and closed
 * in one go and never waited for.
 */
public final class HttpLoop implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int ACCEPTED_AT_ONCE = 64; // then those that are open get their turn
  private static final int ROOM_FOR_HEAD = 256;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Service service;
  private final Traffic traffic;
  private final HttpTalk talk;
  private final Selector selector;
  private final List<ServerSocketChannel> listeners;
  private final Visits<Caller> visits = new Visits<>(Caller::close);
  private final ByteBuffer in = ByteBuffer.allocate(HttpTalk.MAX_HEAD);
  private final ByteBuffer out = ByteBuffer.allocateDirect(HttpTalk.MAX_ANSWER + ROOM_FOR_HEAD);
  private final Thread thread;

  private HttpLoop(
      Selector selector,
      List<ServerSocketChannel> listeners,
      Service service,
      Traffic traffic,
      Networks proxies) {
    this.selector = selector;
    this.listeners = listeners;
    this.service = service;
    this.traffic = traffic;
    this.talk = new HttpTalk(service, traffic, proxies);
    this.thread =
        Thread.ofPlatform().daemon().name("tracker http " + port()).unstarted(this::serve);
  }

  /**
   * Listens at the addresses of the binding; {@link #start} serves.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @throws Problem of kind CONFLICT if the port is taken
   */
  public static HttpLoop listen(
      Binding binding, int port, Service service, Traffic traffic, Networks proxies) {
    List<ServerSocketChannel> open = new ArrayList<>();
    int chosen = port;
    try {
      for (InetAddress address : binding.toListenAt()) {
        ServerSocketChannel listener = ServerSocketChannel.open();
        open.add(listener);
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(address, chosen), BACKLOG);
        chosen = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      }
      return on(open, service, traffic, proxies);
    } catch (IOException e) {
      open.forEach(HttpLoop::close);
      throw new Problem(
          Problem.Kind.CONFLICT,
          "TCP port " + chosen + " cannot be opened: it is in use",
          "choose another port, or 0 for any free one",
          e);
    }
  }

  /** Takes over listeners that are open; {@link #start} serves. */
  public static HttpLoop on(
      List<ServerSocketChannel> listeners, Service service, Traffic traffic, Networks proxies) {
    try {
      Selector selector = Selector.open();
      for (ServerSocketChannel listener : listeners) {
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
      }
      return new HttpLoop(selector, listeners, service, traffic, proxies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to serve. */
  public void start() {
    thread.start();
  }

  /** The port. */
  public int port() {
    try {
      return ((InetSocketAddress) listeners.getFirst().getLocalAddress()).getPort();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  /** Ends connections that have been silent too long; to be called about once a second. */
  public void sweep() {
    visits.sweep(service.clock().nanos());
  }

  @Override
  public void close() {
    listeners.forEach(HttpLoop::close);
    visits.close();
    try {
      selector.close(); // wakes the thread
      thread.join(FAREWELL);
    } catch (IOException nothingToSave) {
      // It is of no use any more anyway.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception nothingToSave) {
      // It is of no use any more anyway.
    }
  }

  private void serve() {
    while (selector.isOpen()) {
      try {
        selector.select(this::ready);
      } catch (ClosedSelectorException closed) {
        return;
      } catch (IOException e) {
        service.failed(new UncheckedIOException(e));
      }
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Caller caller) {
      caller.ready();
    } else if (key.channel() instanceof ServerSocketChannel listener) {
      accept(listener);
    }
  }

  private void accept(ServerSocketChannel listener) {
    try {
      for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        traffic.connects.increment();
        take(channel);
      }
    } catch (IOException tooManyOpen) {
      // The next one may come when another is gone.
    }
  }

  private void take(SocketChannel channel) {
    try {
      channel.configureBlocking(false);
      InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
      new Caller(channel, Endpoint.of(remote.getAddress(), remote.getPort())).ready();
    } catch (IOException gone) {
      close(channel);
    }
  }

  /** A connection. */
  private final class Caller {
    private final SocketChannel channel;
    private final Endpoint from;
    private @Nullable SelectionKey key; // once it has to be waited for
    private ByteBuffer begun = ByteBuffer.allocate(0); // of a request that is not whole
    private ByteBuffer owed = ByteBuffer.allocate(0); // of an answer that did not fit
    private boolean last; // nothing follows what is owed

    Caller(SocketChannel channel, Endpoint from) {
      this.channel = channel;
      this.from = from;
    }

    void close() {
      HttpLoop.close(channel);
    }

    /** Something can be read or written, or it is new. */
    void ready() {
      try {
        if (owed.hasRemaining()) {
          channel.write(owed);
        }
        // What is left of an answer goes first; what follows it may have been read already.
        boolean goesOn = owed.hasRemaining() || (!last && read());
        if (goesOn || owed.hasRemaining()) {
          waitFor(owed.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } else {
          end();
        }
      } catch (IOException gone) {
        end();
      } catch (RuntimeException bug) { // ends this connection, and not the others
        service.failed(bug);
        end();
      }
    }

    private void end() {
      visits.leave(this);
      close();
    }

    /** Reads and answers as much as there is; whether the connection goes on. */
    private boolean read() throws IOException {
      in.clear().put(begun);
      int came = channel.read(in);
      in.flip();
      boolean answered = false;
      HttpTalk.Turn turn = HttpTalk.Turn.ANSWERED;
      while (turn == HttpTalk.Turn.ANSWERED && in.hasRemaining() && !owed.hasRemaining()) {
        turn = talk.take(in, from, out);
        if (turn != HttpTalk.Turn.INCOMPLETE) {
          channel.write(out);
          owed = out.hasRemaining() ? copy(out) : owed;
          answered = true;
        }
      }
      if (answered && key != null) {
        visits.enter(this, service.clock().nanos());
      }
      begun = in.hasRemaining() ? copy(in) : begun.clear().limit(0);
      last = turn == HttpTalk.Turn.LAST;
      return came >= 0 && !last;
    }

    private void waitFor(int operation) throws IOException {
      if (key == null) {
        key = channel.register(selector, operation, this);
        visits.enter(this, service.clock().nanos());
      } else {
        key.interestOps(operation);
      }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
      return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
  }
}
