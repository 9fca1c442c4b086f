package dev.shoal.mainline;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.host.Host;
import dev.shoal.host.Timers;
import dev.shoal.mainline.dht.DhtCore;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The way into the DHT, as long as nobody is known: who the person named and who was a contact last
 * time, then, if none of them answers, the well-known routers. Once others are known, nobody of
 * these is asked again.
 */
final class Introduction implements AutoCloseable {
  /** The first of them answer within a round trip; routers are spared the others. */
  private static final long ROUTERS_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long SAVE_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Of those remembered, so many are asked at once. */
  private static final int AT_ONCE = 24;

  private final Host host;
  private final Turn turn;
  private final Supplier<List<DhtCore>> cores;
  private final Timers.Timer timer;
  private final SavedTable saved;
  private long begun;
  private long pause = FIRST_PAUSE_NANOS;
  private long savedAt;

  Introduction(Host host, Turn turn, Supplier<List<DhtCore>> cores) {
    this.host = host;
    this.turn = turn;
    this.cores = cores;
    this.saved = new SavedTable(host.notes());
    this.timer = host.timers().timer(this::look);
  }

  void start() {
    begun = host.clock().nanos();
    savedAt = begun;
    timer.at(begun);
  }

  private void look() {
    long now = host.clock().nanos();
    if (!contacts().isEmpty()) {
      if (now - savedAt >= SAVE_NANOS) {
        savedAt = now;
        saved.write(contacts());
      }
      timer.at(now + LONGEST_PAUSE_NANOS);
      return;
    }
    introduce(host.discovery().bootstrap());
    introduce(saved.read().stream().limit(AT_ONCE).toList());
    if (now - begun >= ROUTERS_NANOS && !host.ports().binding().loopbackOnly()) {
      introduce(Routers.resolve(host.names()));
    }
    timer.at(now + pause);
    pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
  }

  private void introduce(List<Locator.Ip> nodes) {
    turn.take(nanos -> {
      for (Locator.Ip node : nodes) {
        for (DhtCore core : cores.get()) {
          if (core.isV6() != node.address() instanceof Inet4Address) {
            core.introduce(node, answered -> {}, nanos);
          }
        }
      }
    });
  }

  private List<Contact> contacts() {
    List<Contact> all = new ArrayList<>();
    turn.take(nanos -> cores.get().forEach(core -> all.addAll(core.contacts())));
    return all;
  }

  @Override
  public void close() {
    timer.close();
    List<Contact> known = contacts();
    if (!known.isEmpty()) {
      saved.write(known);
    }
  }
}
