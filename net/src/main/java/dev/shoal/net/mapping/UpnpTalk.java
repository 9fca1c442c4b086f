package dev.shoal.net.mapping;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The conversation with a router by UPnP: the search, then one call at a time. Pure, for one
 * thread; {@link MappingCore} holds it.
 */
final class UpnpTalk {
  /** Datagrams get lost: it is asked so often, */
  static final int SEARCHES = 2;

  /** so far apart; as long as they may take to answer. */
  static final long SEARCH_WAIT = TimeUnit.MILLISECONDS.toNanos(1500);

  /** Ports that are tried if others have them. */
  static final int MAX_CONFLICTS = 5;

  /** Services that are tried: more than two routers on one link are none of a home. */
  static final int MAX_SERVICES = 8;

  private static final int FIRST_FREE = 1024; // those below are for the system's own services
  private static final int PORTS = 0x10000;

  private final Wish wish;
  private final RandomGenerator random;
  private final Deque<Control> found = new ArrayDeque<>();
  private final Map<Carrier, Integer> open = new EnumMap<>(Carrier.class);
  private TalkState state = TalkState.IDLE;
  private Optional<Control> current = Optional.empty();
  private Optional<Soap.Request> pending = Optional.empty();
  private Optional<InetAddress> external = Optional.empty();
  private String why = "";
  private boolean releasing;
  private boolean anyPort;
  private long lease;
  private int conflicts;
  private int searches;
  private long due;

  UpnpTalk(Wish wish, RandomGenerator random) {
    this.wish = wish;
    this.random = random;
  }

  TalkState state() {
    return state;
  }

  /** Why the last of them failed, in words; empty if none was found. */
  Optional<String> why() {
    return why.isEmpty() ? Optional.empty() : Optional.of(Way.UPNP + ": " + why);
  }

  /** What is open, if that was granted. */
  Optional<Outcome.Mapped> mapped() {
    if (!open.containsKey(Carrier.TCP) || external.isEmpty() || current.isEmpty()) {
      return Optional.empty();
    }
    Integer datagrams = open.get(Carrier.UDP);
    return Optional.of(
        new Outcome.Mapped(
            Way.UPNP,
            current.get().router(),
            new Locator.Ip(external.get(), open.get(Carrier.TCP)),
            datagrams == null ? OptionalInt.empty() : OptionalInt.of(datagrams)));
  }

  /** When it wants to be ticked. */
  long due() {
    return state == TalkState.SEARCHING ? due : Long.MAX_VALUE;
  }

  /** Looks for routers. */
  void search(long nanos, Consumer<MappingAction> out) {
    state = TalkState.SEARCHING;
    why = "";
    found.clear();
    searches = 0;
    lookAround(nanos, out);
  }

  private void lookAround(long nanos, Consumer<MappingAction> out) {
    searches++;
    due = nanos + SEARCH_WAIT;
    out.accept(new MappingAction.Search());
  }

  void tick(long nanos, Consumer<MappingAction> out) {
    if (state == TalkState.SEARCHING && nanos - due >= 0) {
      if (searches < SEARCHES) {
        lookAround(nanos, out);
      } else {
        state = TalkState.FAILED;
      }
    }
  }

  /** A router was found. */
  void found(Iterable<Control> services) {
    for (Control service : services) {
      if (found.size() < MAX_SERVICES && !found.contains(service)) {
        found.add(service);
      }
    }
    if (state == TalkState.SEARCHING && !found.isEmpty()) {
      state = TalkState.FOUND;
    }
  }

  /** Asks the first that was found, or, if that one has opened the port, asks it again. */
  void begin(Consumer<MappingAction> out) {
    if (current.isEmpty()) {
      current = Optional.ofNullable(found.poll());
      lease = wish.seconds();
      anyPort = current.filter(it -> it.service().type().endsWith(":2")).isPresent();
    }
    conflicts = 0;
    if (current.isEmpty()) {
      state = TalkState.FAILED;
    } else {
      state = TalkState.ASKING;
      call(new Soap.Request.Address(), out);
    }
  }

  /** Leaves the search at that. */
  void stop() {
    if (state != TalkState.GRANTED && pending.isEmpty()) {
      state = TalkState.IDLE;
    }
  }

  private void call(Soap.Request request, Consumer<MappingAction> out) {
    pending = Optional.of(request);
    out.accept(new MappingAction.Call(current.orElseThrow(), request));
  }

  private void add(Carrier carrier, int port, Consumer<MappingAction> out) {
    InetAddress own = current.orElseThrow().own();
    call(new Soap.Request.Add(carrier, own, wish.port(), port, lease, anyPort), out);
  }

  /** The port that it had, else that of TCP, else this machine's own. */
  private int suggested(Carrier carrier) {
    return open.getOrDefault(carrier, open.getOrDefault(Carrier.TCP, wish.port()));
  }

  /** Takes in the reply to the call. */
  void replied(Soap.Answer answer, Consumer<MappingAction> out) {
    Optional<Soap.Request> asked = pending;
    pending = Optional.empty();
    asked.ifPresent(request -> {
      if (request instanceof Soap.Request.Add add && answer instanceof Soap.Answer.Done done) {
        open.put(add.carrier(), done.port());
      }
      if (releasing) {
        releaseNext(out);
      } else {
        take(request, answer, out);
      }
    });
  }

  private void take(Soap.Request request, Soap.Answer answer, Consumer<MappingAction> out) {
    switch (answer) {
      case Soap.Answer.Address it -> {
        external = Optional.of(it.address());
        add(Carrier.TCP, suggested(Carrier.TCP), out);
      }
      case Soap.Answer.Done _ -> {
        if (request instanceof Soap.Request.Add(Carrier carrier, _, _, _, _, _)
            && carrier == Carrier.TCP) {
          add(Carrier.UDP, suggested(Carrier.UDP), out);
        } else {
          state = TalkState.GRANTED;
        }
      }
      case Soap.Answer.Fault it -> {
        if (!(request instanceof Soap.Request.Add add) || !tryOtherwise(add, it.code(), out)) {
          failed(request, Soap.words(it.code()), out);
        }
      }
      case Soap.Answer.Lost it -> failed(request, it.why(), out);
    }
  }

  /** Whether the same can be asked in another way. */
  private boolean tryOtherwise(Soap.Request.Add add, int code, Consumer<MappingAction> out) {
    int port = add.external();
    switch (code) {
      case Soap.ONLY_PERMANENT -> {
        if (lease == 0) {
          return false;
        }
        lease = 0;
      }
      case Soap.CONFLICT, Soap.OTHER_CONFLICT -> {
        if (conflicts >= MAX_CONFLICTS) {
          return false;
        }
        conflicts++;
        port = random.nextInt(FIRST_FREE, PORTS);
      }
      case Soap.INVALID_ACTION, Soap.NOT_IMPLEMENTED, Soap.INVALID_ARGUMENTS -> {
        if (!anyPort) {
          return false;
        }
        anyPort = false; // some say that they are of version 2 and are not
      }
      default -> {
        return false;
      }
    }
    add(add.carrier(), port, out);
    return true;
  }

  private void failed(Soap.Request request, String said, Consumer<MappingAction> out) {
    if (request instanceof Soap.Request.Add add && add.carrier() == Carrier.UDP) {
      open.remove(Carrier.UDP);
      state = TalkState.GRANTED; // without UDP peers still come by TCP
      return;
    }
    why = said;
    open.clear();
    current = Optional.empty();
    begin(out); // the next one
  }

  /** Closes what is open, after the reply to the call that is under way. */
  void release(Consumer<MappingAction> out) {
    releasing = true;
    state = TalkState.IDLE;
    if (pending.isEmpty()) {
      releaseNext(out);
    }
  }

  private void releaseNext(Consumer<MappingAction> out) {
    for (Carrier carrier : Carrier.values()) {
      Integer port = open.remove(carrier);
      if (port != null) {
        call(new Soap.Request.Delete(carrier, port), out);
        return;
      }
    }
  }

  /** Whether nothing is open any more, as far as can be known. */
  boolean isReleased() {
    return open.isEmpty() && pending.isEmpty();
  }
}
