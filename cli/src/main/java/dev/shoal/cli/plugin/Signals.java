package dev.shoal.cli.plugin;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

/**
 * The signals of the system; no other class handles any. Of those that end the program the first
 * one asks it to end cleanly, within three seconds; the second one ends it at once. Shutdown hooks
 * could not do that: a second signal waits for them.
 */
public final class Signals {
  /** What ends the program. */
  public enum Ending {
    INT(130),
    TERM(143);

    private final int exitCode;

    Ending(int exitCode) {
      this.exitCode = exitCode;
    }

    /** 128 and the number of the signal, as a shell has it. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** How long the end may take: half a second more than the 3 s that trackers get to be told. */
  private static final Duration MOST = Duration.ofMillis(3_500);

  private Optional<Ending> first = Optional.empty();
  private Optional<Runnable> attendant = Optional.empty();
  private Duration most = MOST;

  private Signals() {}

  /** Takes the signals over from the JVM, where it lets us. */
  public static Signals install() {
    Signals signals = new Signals();
    for (Ending signal : Ending.values()) {
      handle(signal.name(), () -> signals.came(signal));
    }
    return signals;
  }

  /**
   * From now on the first signal runs this, soon and in a thread of its own, and the program is
   * expected to end by itself; without it, the first signal ends the program.
   */
  public synchronized void attend(Runnable wake) {
    attendant = Optional.of(wake);
  }

  /** The end may take so long from now on: for what must not be lost and cannot be done sooner. */
  public synchronized void allow(Duration time) {
    most = time;
  }

  /** The first signal, once there was one. */
  public synchronized Optional<Ending> signal() {
    return first;
  }

  /** Runs this whenever the terminal has got another size. */
  public static void onResize(Runnable resized) {
    handle("WINCH", resized);
  }

  /** By reflection, as the compiler warns of {@code sun.misc} and cannot be told not to. */
  private static void handle(String name, Runnable handler) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handlers.getClassLoader(),
              new Class<?>[] {handlers},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  handler.run();
                }
                return null;
              });
      signals
          .getMethod("handle", signals, handlers)
          .invoke(null, signals.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException itStaysWithTheJvm) {
      return;
    }
  }

  private void came(Ending signal) {
    Optional<Runnable> wake;
    Duration patience;
    synchronized (this) {
      patience = most;
      wake = first.isPresent() ? Optional.empty() : attendant;
      first = Optional.of(first.orElse(signal));
    }
    if (wake.isEmpty()) {
      Runtime.getRuntime().halt(signal.exitCode());
    }
    Thread.ofPlatform().daemon().name("end").start(() -> end(signal, patience));
    wake.ifPresent(Runnable::run);
  }

  private static void end(Ending signal, Duration patience) {
    try {
      Thread.sleep(patience);
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(signal.exitCode());
  }
}
