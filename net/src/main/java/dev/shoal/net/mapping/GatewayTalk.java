package dev.shoal.net.mapping;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The conversation with the gateway's port 5351: PCP, or NAT-PMP if it says that it speaks no PCP.
 * One question at a time. Pure, for one thread; {@link MappingCore} holds it.
 */
final class GatewayTalk {
  /** RFC 6886 3.1: so long at first, then twice as long each time. */
  static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(250);

  /** Four seconds in all; a gateway is next door, and who has none must not wait for long. */
  static final int TRIES = 4;

  /**
   * A gateway that seems to restart with each answer, or somebody who says so in its name, is
   * followed so often until the next renewal.
   */
  static final int MAX_ANEW = 3;

  private enum Step {
    ADDRESS, // NAT-PMP only: PCP tells it with each mapping
    TCP,
    UDP
  }

  private record Reply(Step step, int result, long seconds, int port) {
    private boolean isGranted() {
      return result == Pcp.SUCCESS && port > 0 && seconds > 0; // NAT-PMP's is the same number
    }
  }

  private final Wish wish;
  private final RandomGenerator random;
  private final Map<Carrier, byte[]> nonces = new EnumMap<>(Carrier.class);
  private final Map<Carrier, Integer> open = new EnumMap<>(Carrier.class);
  private final Set<Carrier> closing = EnumSet.noneOf(Carrier.class);
  private Epoch epoch = new Epoch();
  private Way way = Way.PCP;
  private TalkState state = TalkState.IDLE;
  private Step step = Step.TCP;
  private Optional<InetAddress> external = Optional.empty();
  private String why = "";
  private boolean heard;
  private long seconds;
  private int anew;
  private int tries;
  private long due;

  GatewayTalk(Wish wish, RandomGenerator random) {
    this.wish = wish;
    this.random = random;
  }

  TalkState state() {
    return state;
  }

  /** Whether it has said anything since it was asked for this. */
  boolean isHeard() {
    return heard;
  }

  /** Why it failed, in words; empty if it said nothing. */
  Optional<String> why() {
    return why.isEmpty() ? Optional.empty() : Optional.of(way + ": " + why);
  }

  /** What is open, if that was granted. */
  Optional<Outcome.Mapped> mapped() {
    if (!open.containsKey(Carrier.TCP) || external.isEmpty()) {
      return Optional.empty();
    }
    Integer datagrams = open.get(Carrier.UDP);
    return Optional.of(
        new Outcome.Mapped(
            way,
            wish.gateway().orElseThrow(),
            new Locator.Ip(external.get(), open.get(Carrier.TCP)),
            datagrams == null ? OptionalInt.empty() : OptionalInt.of(datagrams)));
  }

  /** For how long what is open stays so, from when it was asked for. */
  long seconds() {
    return seconds;
  }

  /** When it wants to be ticked. */
  long due() {
    return state == TalkState.ASKING || !closing.isEmpty() ? due : Long.MAX_VALUE;
  }

  /** Asks for both ports, or asks for them again. */
  void begin(long nanos, Consumer<MappingAction> out) {
    heard = false;
    anew = 0;
    askAll(nanos, out);
  }

  private void askAll(long nanos, Consumer<MappingAction> out) {
    state = TalkState.ASKING;
    why = "";
    seconds = wish.seconds();
    enter(way == Way.PCP ? Step.TCP : Step.ADDRESS, nanos, out);
  }

  /** Leaves it at what it is. */
  void stop() {
    state = TalkState.IDLE;
  }

  private void enter(Step next, long nanos, Consumer<MappingAction> out) {
    step = next;
    tries = 0;
    ask(nanos, out);
  }

  private void ask(long nanos, Consumer<MappingAction> out) {
    due = nanos + (FIRST_WAIT << tries);
    tries++;
    out.accept(
        new MappingAction.Send(
            step == Step.ADDRESS
                ? NatPmp.address()
                : request(carrier(step), suggested(), wish.seconds())));
  }

  private static Carrier carrier(Step step) {
    return step == Step.TCP ? Carrier.TCP : Carrier.UDP;
  }

  /** The port that it had, else that of TCP, else this machine's own. */
  private int suggested() {
    int usual = open.getOrDefault(Carrier.TCP, wish.port());
    return open.getOrDefault(carrier(step), usual);
  }

  private byte[] request(Carrier carrier, int port, long lifetime) {
    return way == Way.PCP
        ? map(carrier, port, lifetime).encode()
        : NatPmp.map(carrier, wish.port(), port, lifetime);
  }

  private Pcp.Map map(Carrier carrier, int port, long lifetime) {
    return new Pcp.Map(wish.own(), nonce(carrier), carrier, wish.port(), port, lifetime);
  }

  /** Of each mapping the same for ever: by it the gateway knows whose it is (RFC 6887 11.2). */
  private byte[] nonce(Carrier carrier) {
    return nonces.computeIfAbsent(
        carrier,
        _ -> {
          byte[] nonce = new byte[Pcp.NONCE];
          random.nextBytes(nonce);
          return nonce;
        });
  }

  void tick(long nanos, Consumer<MappingAction> out) {
    if (nanos - due < 0) {
      return;
    }
    if (!closing.isEmpty()) {
      sendDeletes(nanos, out);
    } else if (state == TalkState.ASKING) {
      if (tries < TRIES) {
        ask(nanos, out);
      } else {
        failed(heard ? "no answer" : "");
      }
    }
  }

  /** Nobody listens at its port. */
  void nobodyThere() {
    if (state == TalkState.ASKING) {
      failed("");
    }
    closing.clear();
  }

  /** Takes in what came from the gateway, if it is an answer. */
  void heard(byte[] datagram, long nanos, Consumer<MappingAction> out) {
    Optional<Reply> reply =
        way == Way.PCP ? pcp(datagram, nanos, out) : natPmp(datagram, nanos, out);
    reply.ifPresent(it -> {
      boolean port = it.step != Step.ADDRESS;
      if (port && it.seconds == 0) {
        closing.remove(carrier(it.step));
      }
      if (state == TalkState.ASKING && it.step == step) {
        take(it, nanos, out);
      } else if (state == TalkState.IDLE && closing.isEmpty() && port && it.isGranted()) {
        open.put(carrier(it.step), it.port); // too late to be of use, but it is to be closed
      }
    });
  }

  private Optional<Reply> pcp(byte[] datagram, long nanos, Consumer<MappingAction> out) {
    Optional<Pcp.Answer> read = Pcp.read(datagram);
    heard |= read.isPresent();
    return read.flatMap(answer ->
        switch (answer) {
          case Pcp.Answer.OtherVersion it -> {
            if (state == TalkState.ASKING && open.isEmpty()) {
              other(it.version(), nanos, out);
            }
            yield Optional.empty();
          }
          case Pcp.Answer.Announced it -> {
            boolean _ = restarted(it.epoch(), nanos, out);
            yield Optional.empty();
          }
          case Pcp.Answer.Mapped it -> mapped(it, nanos, out);
        });
  }

  private void other(int version, long nanos, Consumer<MappingAction> out) {
    if (version == NatPmp.VERSION) {
      way = Way.NAT_PMP; // RFC 6887 appendix A
      epoch = new Epoch();
      askAll(nanos, out);
    } else {
      failed("it speaks version " + version);
    }
  }

  private Optional<Reply> mapped(Pcp.Answer.Mapped it, long nanos, Consumer<MappingAction> out) {
    for (Carrier carrier : Carrier.values()) {
      if (it.answers(map(carrier, 0, 0))) {
        if (restarted(it.epoch(), nanos, out)) {
          return Optional.empty();
        }
        if (it.result() == Pcp.SUCCESS && it.seconds() > 0) {
          external = Optional.of(it.address());
        }
        Step of = carrier == Carrier.TCP ? Step.TCP : Step.UDP;
        return Optional.of(new Reply(of, it.result(), it.seconds(), it.external()));
      }
    }
    return Optional.empty();
  }

  private Optional<Reply> natPmp(byte[] datagram, long nanos, Consumer<MappingAction> out) {
    Optional<NatPmp.Answer> read = NatPmp.read(datagram);
    heard |= read.isPresent();
    return read.filter(answer -> !restarted(answer.epoch(), nanos, out))
        .flatMap(answer ->
            switch (answer) {
              case NatPmp.Answer.Address it -> {
                external = Optional.of(it.address());
                yield Optional.of(new Reply(Step.ADDRESS, NatPmp.SUCCESS, wish.seconds(), 0));
              }
              case NatPmp.Answer.Mapped it when it.port() == wish.port() ->
                  Optional.of(
                      new Reply(
                          it.carrier() == Carrier.TCP ? Step.TCP : Step.UDP,
                          NatPmp.SUCCESS,
                          it.seconds(),
                          it.external()));
              case NatPmp.Answer.Mapped _ -> Optional.empty();
              case NatPmp.Answer.Failed it -> {
                boolean current = step == Step.ADDRESS ? it.isOfAddress() : it.isOf(carrier(step));
                yield current
                    ? Optional.of(new Reply(step, it.result(), 0, 0))
                    : Optional.<Reply>empty();
              }
            });
  }

  /** Whether it has lost what it had opened, so that all is asked for again. */
  private boolean restarted(long said, long nanos, Consumer<MappingAction> out) {
    boolean lost = epoch.restarted(said, nanos) && !open.isEmpty() && closing.isEmpty();
    boolean held = state == TalkState.ASKING || state == TalkState.GRANTED;
    if (lost && held && anew < MAX_ANEW) {
      anew++;
      askAll(nanos, out);
      return true;
    }
    return false;
  }

  private void take(Reply reply, long nanos, Consumer<MappingAction> out) {
    if (step == Step.ADDRESS) {
      if (reply.result == NatPmp.SUCCESS) {
        enter(Step.TCP, nanos, out);
      } else {
        failed(words(reply.result));
      }
      return;
    }
    boolean granted = reply.isGranted();
    if (granted) {
      open.put(carrier(step), reply.port);
      seconds = Math.min(seconds, reply.seconds);
    } else {
      open.remove(carrier(step));
    }
    if (step == Step.UDP) {
      state = TalkState.GRANTED; // without UDP peers still come by TCP
    } else if (granted) {
      enter(Step.UDP, nanos, out);
    } else {
      failed(words(reply.result));
    }
  }

  private String words(int result) {
    return way == Way.PCP ? Pcp.words(result) : NatPmp.words(result);
  }

  private void failed(String said) {
    if (state == TalkState.ASKING && step == Step.UDP && open.containsKey(Carrier.TCP)) {
      open.remove(Carrier.UDP);
      state = TalkState.GRANTED;
      return;
    }
    why = said;
    state = TalkState.FAILED;
  }

  /** Closes what is open, and what was asked for and may be open already. */
  void release(long nanos, Consumer<MappingAction> out) {
    if (state == TalkState.ASKING && step != Step.ADDRESS && !open.containsKey(carrier(step))) {
      out.accept(new MappingAction.Send(request(carrier(step), 0, 0)));
    }
    state = TalkState.IDLE;
    closing.addAll(open.keySet());
    open.clear();
    tries = 0;
    if (!closing.isEmpty()) {
      sendDeletes(nanos, out);
    }
  }

  private void sendDeletes(long nanos, Consumer<MappingAction> out) {
    if (tries >= TRIES) {
      closing.clear();
      return;
    }
    due = nanos + (FIRST_WAIT << tries);
    tries++;
    closing.forEach(carrier -> out.accept(new MappingAction.Send(request(carrier, 0, 0))));
  }

  /** Whether nothing is open any more, as far as can be known. */
  boolean isReleased() {
    return open.isEmpty() && closing.isEmpty();
  }
}
