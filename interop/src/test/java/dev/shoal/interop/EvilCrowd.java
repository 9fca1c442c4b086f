package dev.shoal.interop;

import dev.shoal.interop.EvilPeer.Victim;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Evil peers of one kind at one address: they dial their victim again and again, and let it dial.
 */
final class EvilCrowd implements AutoCloseable {
  /** So that the two sides share the processors of a small machine. */
  private static final long PAUSE_NANOS = 20_000_000;

  private final Evil evil;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger left;
  private volatile boolean stopped;
  private volatile Victim victim;

  EvilCrowd(Evil evil, InetSocketAddress at, Victim victim) throws IOException {
    this.evil = evil;
    this.victim = victim;
    this.left = new AtomicInteger(evil.connections());
    this.door = new ServerSocket(at.getPort(), 50, at.getAddress());
    start(this::answer);
    for (int i = 0; i < evil.atOnce(); i++) {
      start(this::dial);
    }
  }

  private synchronized void start(Runnable work) {
    threads.add(Thread.ofVirtual().name(evil.toString()).start(work));
  }

  private void answer() {
    while (!stopped) {
      try {
        Socket socket = door.accept();
        if (left.getAndDecrement() > 0) {
          start(() -> attack(socket, name()));
        } else {
          socket.close();
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void dial() {
    byte[] name = name();
    InetAddress from = door.getInetAddress();
    while (!stopped && left.getAndDecrement() > 0) {
      try {
        attack(new Socket(victim.at().getAddress(), victim.at().getPort(), from, 0), name);
      } catch (IOException nobodyThere) {
        // later, perhaps
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void attack(Socket socket, byte[] name) {
    sockets.add(socket);
    try (EvilPeer peer = new EvilPeer(socket, victim)) {
      if (!stopped) {
        evil.attack(peer, name);
      }
    } catch (IOException | IllegalStateException ended) {
      // as it deserves
    } finally {
      sockets.remove(socket);
    }
  }

  private static byte[] name() {
    byte[] name = new byte[20];
    new Random().nextBytes(name);
    return name;
  }

  /** Ends all of them, and waits until they are gone. */
  @Override
  public void close() throws IOException {
    stopped = true;
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    try {
      for (Thread thread : all) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }
}
