package dev.shoal.mainline;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.discovery.Bootstrap;
import dev.shoal.discovery.Bootstrap.Stage;
import dev.shoal.host.Host;
import dev.shoal.host.PeerMemory;
import dev.shoal.mainline.dht.DhtCore;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The way into the DHT, stage by stage, whenever nobody is known; and what keeps it open: feelers
 * to nodes that were only named, and the table that is saved. One thread for both families, as
 * names and files may be waited for.
 */
final class Introduction implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long SAVE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int REMEMBERED = 64; // of each sort, for one way in

  /** A file is read in less; names may be looked up for longer, and need no disk. */
  private static final long LEAVE_MILLIS = 1000;

  private final Host host;
  private final Turn turn;
  private final Supplier<List<DhtCore>> cores;
  private final SavedTable saved;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private List<Way> ways = List.of();
  private long savedAt;

  private record Outcome(Way way, Locator.Ip node, boolean answered) {}

  private record Way(DhtCore core, Bootstrap bootstrap) {}

  Introduction(Host host, Turn turn, Supplier<List<DhtCore>> cores) {
    this.host = host;
    this.turn = turn;
    this.cores = cores;
    this.saved = new SavedTable(host.notes());
    this.thread = Thread.ofVirtual().name("way into the DHT").unstarted(this::run);
  }

  void start() {
    savedAt = host.clock().nanos();
    thread.start();
  }

  private void run() {
    while (!closed) {
      long now = host.clock().nanos();
      begin(now);
      long due = now + LOOK_NANOS;
      for (Way way : ways) {
        way.bootstrap.next(now).forEach(node -> ask(way, node));
        due = Math.min(due, way.bootstrap.nextDue());
      }
      keep(now);
      Explorer.poll(outcomes, due - host.clock().nanos()).ifPresent(this::take);
    }
  }

  /** Where nobody is known a way begins; where somebody is, none is needed any more. */
  private void begin(long now) {
    List<Way> going = new ArrayList<>();
    for (DhtCore core : cores.get()) {
      Optional<Way> way = ways.stream().filter(it -> it.core == core).findFirst();
      boolean over = way.map(it -> it.bootstrap.isOver()).orElse(true);
      if (!over) {
        going.add(way.get());
      } else if (contacts(core).isEmpty()) {
        going.add(new Way(core, new Bootstrap(sources(core), now)));
      }
    }
    ways = going;
  }

  private Map<Stage, Supplier<List<Locator.Ip>>> sources(DhtCore core) {
    PeerMemory memory = host.peers();
    String network = MainlineNode.network(core.isV6());
    Map<Stage, Supplier<List<Locator.Ip>>> sources = new EnumMap<>(Stage.class);
    sources.put(Stage.PERSON, () -> of(core, host.discovery().bootstrap()));
    sources.put(Stage.ANCHORS, () -> memory.anchors(network));
    sources.put(Stage.TRIED, () -> memory.some(network, true, REMEMBERED));
    sources.put(Stage.NEW, () -> memory.some(network, false, REMEMBERED));
    sources.put(Stage.SAVED, () -> of(core, saved.read()));
    if (!host.ports().binding().loopbackOnly()) {
      sources.put(Stage.TRUSTED, () -> of(core, Routers.resolve(host.names())));
    }
    return sources;
  }

  private static List<Locator.Ip> of(DhtCore core, List<Locator.Ip> all) {
    return all.stream()
        .filter(node -> core.isV6() != node.address() instanceof Inet4Address)
        .toList();
  }

  private void ask(Way way, Locator.Ip node) {
    turn.take(nanos ->
        way.core.introduce(
            node, answered -> outcomes.add(new Outcome(way, node, answered)), nanos));
  }

  private void take(Outcome outcome) {
    if (outcome.answered) {
      outcome.way.bootstrap.answered(outcome.node);
    } else {
      outcome.way.bootstrap.failed(outcome.node);
    }
  }

  /** Asks whether those that were only named are there, and saves the table now and then. */
  private void keep(long now) {
    for (DhtCore core : cores.get()) {
      host.peers()
          .feeler(MainlineNode.network(core.isV6()))
          .ifPresent(node -> turn.take(nanos -> core.introduce(node, answered -> {}, nanos)));
    }
    if (now - savedAt >= SAVE_NANOS) {
      savedAt = now;
      save();
    }
  }

  private void save() {
    List<Contact> known = new ArrayList<>();
    cores.get().forEach(core -> known.addAll(contacts(core)));
    if (!known.isEmpty()) {
      saved.write(known);
    }
  }

  private List<Contact> contacts(DhtCore core) {
    List<Contact> all = new ArrayList<>();
    turn.take(nanos -> all.addAll(core.contacts()));
    return all;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(LEAVE_MILLIS); // after this the disk may be gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save();
  }
}
