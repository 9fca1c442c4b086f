package dev.shoal.lan;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.discovery.Candidate;
import dev.shoal.host.Host;
import dev.shoal.host.Timers;
import dev.shoal.lan.lsd.Announcement;
import dev.shoal.lan.lsd.LsdCore;
import dev.shoal.net.Multicast;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Local Service Discovery (BEP 14): says which contents this node has to do with, and tells of the
 * peers that say the same. Any thread; its lock guards the core and is held for no I/O.
 */
final class Announcing implements AutoCloseable {
  /** The groups of BEP 14. */
  private static final Multicast.Group GROUP =
      new Multicast.Group(
          InetAddress.ofLiteral("239.192.152.143"), InetAddress.ofLiteral("ff15::efc0:988f"), 6771);

  /** How the group is written in what is sent: one datagram goes to both. */
  private static final String WRITTEN = "239.192.152.143:6771";

  /** Announcements heard a second; a link of a hundred nodes has a few. */
  private static final int MOST_A_SECOND = 100;

  /** How often the links of this machine are looked at again. */
  private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Host host;
  private final String cookie;
  private final LsdCore core;
  private final Timers.Timer timer;
  private final Map<Hash, Consumer<List<Candidate>>> listeners = new HashMap<>();
  private volatile @Nullable Multicast group;
  private long second;
  private int heard;

  Announcing(Host host) {
    this.host = host;
    this.cookie = Long.toHexString(host.random("lan").nextLong());
    this.core = new LsdCore(host.clock().nanos());
    this.timer = host.timers().timer(this::say);
  }

  void open() {
    group =
        host.join(
            GROUP,
            new Multicast.Listener() {
              @Override
              public void heard(ByteBuffer datagram, Locator.Ip from) {
                Announcement.decode(datagram).ifPresent(it -> take(it, from));
              }

              @Override
              public void answered(ByteBuffer datagram, Locator.Ip from) {} // nobody is asked
            });
    timer.at(host.clock().nanos());
  }

  synchronized void add(Hash content, Consumer<List<Candidate>> found) {
    listeners.put(content, found);
    core.add(content, host.clock().nanos());
    timer.at(host.clock().nanos());
  }

  synchronized void soon(Hash content) {
    core.soon(content, host.clock().nanos());
    timer.at(host.clock().nanos());
  }

  synchronized void remove(Hash content) {
    listeners.remove(content);
    core.remove(content);
  }

  private void say() {
    Multicast joined = group;
    if (joined == null) {
      return;
    }
    joined.look();
    for (List<Hash> now = next(); !now.isEmpty(); now = next()) {
      joined.send(new Announcement(WRITTEN, host.ports().port(), now, cookie).encode());
    }
    long nanos = host.clock().nanos();
    synchronized (this) {
      timer.at(Math.min(core.nextDue(), nanos + LOOK_NANOS));
    }
  }

  private synchronized List<Hash> next() {
    return core.next(host.clock().nanos());
  }

  private void take(Announcement said, Locator.Ip from) {
    if (said.cookie().equals(cookie) || isTooMuch()) {
      return;
    }
    Locator.Ip peer = new Locator.Ip(from.address(), said.port());
    List<Consumer<List<Candidate>>> told = new ArrayList<>();
    synchronized (this) {
      for (Hash content : said.infoHashes()) {
        Consumer<List<Candidate>> listener = listeners.get(content);
        if (listener != null) {
          told.add(listener);
        }
      }
    }
    told.forEach(it -> it.accept(List.of(new Candidate(peer, Candidate.Origin.LAN))));
    host.discovery().overlay().ifPresent(overlay -> overlay.named(peer));
  }

  private synchronized boolean isTooMuch() {
    long now = TimeUnit.NANOSECONDS.toSeconds(host.clock().nanos());
    heard = now == second ? heard + 1 : 1;
    second = now;
    return heard > MOST_A_SECOND;
  }

  @Override
  public void close() {
    timer.close();
    Multicast joined = group;
    if (joined != null) {
      joined.close();
    }
  }
}
