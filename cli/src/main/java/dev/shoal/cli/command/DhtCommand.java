package dev.shoal.cli.command;

import dev.shoal.base.Contact;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.JourneyLines;
import dev.shoal.cli.show.Words;
import dev.shoal.host.Overlay;
import dev.shoal.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal dht}. */
@Command(
    name = "dht",
    description = {
      "Asks the DHT, or takes part in it until Ctrl-C.",
      "",
      "lookup ID       the nodes closest to an id, and the way to them",
      "peers HASH      who has a content, by its info-hash",
      "announce HASH   say that this machine has it",
      "get TARGET      something stored: 40 hex digits, or 64 of a public key",
      "put TEXT        store up to a thousand bytes under their own hash",
      "sample ID       contents that nodes near an id know of",
      "run             be a node"
    },
    footer = {
      "",
      "Examples:",
      "  shoal dht lookup 0123456789abcdef0123456789abcdef01234567",
      "  shoal dht lookup --recursive 0123456789abcdef0123456789abcdef01234567",
      "  shoal dht put 'hello' ; shoal dht get …",
      "  shoal dht put --signed --salt news 'today' "
    })
final class DhtCommand extends Verb {
  /** What it does. */
  enum Action {
    LOOKUP,
    PEERS,
    ANNOUNCE,
    GET,
    PUT,
    SAMPLE,
    RUN
  }

  /** The words for them, for completion. */
  static final class ActionWords implements Iterable<String> {
    /** Made by picocli. */
    ActionWords() {}

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Action.values())
          .map(action -> action.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  private static final int ID_DIGITS = 40;
  private static final int KEY_DIGITS = 64;
  private static final long TOLD_SECONDS = 10;

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "one of those above",
      completionCandidates = ActionWords.class)
  private String action = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "WHAT", description = "what it is about")
  private Optional<String> what = Optional.empty();

  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Mixin private final RouterOptions router = new RouterOptions();

  @Mixin private final BootstrapOptions bootstrap = new BootstrapOptions();

  @Option(
      names = "--recursive",
      description = "lookup: let the question travel by itself, between nodes of Shoal")
  private boolean recursive;

  @Option(
      names = "--signed",
      description = "put: under this node's key, so that it can be changed later")
  private boolean signed;

  @Option(
      names = "--salt",
      paramLabel = "TEXT",
      description = "get, put: tells several values of one key apart")
  private String salt = "";

  @Option(
      names = "--cas",
      paramLabel = "N",
      description = "put: only if the stored one has this sequence number")
  private Optional<Long> cas = Optional.empty();

  DhtCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws InterruptedException {
    Action wanted = parse(action);
    if (wanted != Action.RUN && what.isEmpty()) {
      throw new Problem(Problem.Kind.USAGE, "what is missing after " + action, "shoal help dht");
    }
    Signals signals = Signals.install();
    CountDownLatch end = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    signals.attend(() -> {
      end.countDown();
      caller.interrupt();
    });
    try (Node node = start(wanted != Action.RUN)) {
      if (wanted != Action.RUN) {
        Listening.tell(node, reporter(screen()));
      }
      Overlay overlay =
          node.overlay()
              .orElseThrow(
                  () -> new Problem(Problem.Kind.UNEXPECTED, "this Shoal has no DHT in it"));
      int exitCode = act(wanted, node, overlay, end);
      return signals.signal().map(Signals.Ending::exitCode).orElse(exitCode);
    } catch (InterruptedException ended) {
      return signals.signal().map(Signals.Ending::exitCode).orElse(1);
    }
  }

  static Action parse(String word) {
    for (Action action : Action.values()) {
      if (action.name().equalsIgnoreCase(word)) {
        return action;
      }
    }
    throw new Problem(
        Problem.Kind.USAGE,
        "the DHT cannot " + (word.isEmpty() ? "do nothing" : word),
        "one of lookup, peers, announce, get, put, sample, run");
  }

  private Node start(boolean passing) {
    return place
        .builder(place.stateFolder(console))
        .passing(passing)
        .portMapping(!passing && router.allowed())
        .without("lan")
        .bootstrap(bootstrap.contacts(place.binding()))
        .start();
  }

  private int act(Action wanted, Node node, Overlay overlay, CountDownLatch end)
      throws InterruptedException {
    return switch (wanted) {
      case LOOKUP -> lookup(overlay);
      case PEERS -> peers(overlay);
      case ANNOUNCE -> announce(overlay);
      case GET -> get(overlay);
      case PUT -> put(overlay);
      case SAMPLE -> sample(overlay);
      case RUN -> {
        new Standings(this, console).run(node, overlay, end, TOLD_SECONDS);
        yield 0;
      }
    };
  }

  private NodeId id() {
    return NodeId.of(hex(ID_DIGITS));
  }

  private byte[] hex(int digits) {
    String text = what.orElse("").strip();
    if (!text.matches("[0-9a-fA-F]{" + digits + "}")) {
      throw new Problem(
          Problem.Kind.USAGE, "not " + digits + " hexadecimal digits: " + text, "as a link has it");
    }
    return HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
  }

  private int lookup(Overlay overlay) {
    NodeId target = id();
    Consumer<Overlay.Step> steps = steps(target);
    return told(
        recursive ? overlay.lookupRecursively(target, steps) : overlay.lookup(target, steps),
        target);
  }

  private int peers(Overlay overlay) {
    NodeId target = id();
    Overlay.Journey journey = overlay.peers(Hash.of(target.bytes()), steps(target));
    for (Locator.Ip peer : journey.peers()) {
      result("peer", peer.toString(), line -> line.with("address", peer.toString()));
    }
    return told(journey, target) != 0 ? 3 : journey.peers().isEmpty() ? 3 : 0;
  }

  /** Tells each step: on standard error, as the way is not the result; with --json as events. */
  private Consumer<Overlay.Step> steps(NodeId target) {
    JourneyLines lines = new JourneyLines(target);
    if (!output.json && !output.quiet) {
      console.err().println(JourneyLines.head());
    }
    return step -> {
      if (output.json) {
        result(
            "step",
            "",
            line ->
                line.with("id", step.node().id().toString())
                    .with("address", step.node().locator().toString())
                    .with("namedBy", step.namedBy().map(by -> by.id().toString()).orElse(""))
                    .with("hop", lines.hop(step.node(), step.namedBy()))
                    .with("bits", lines.commonBits(step.node().id()))
                    .with("atMicros", step.atNanos() / 1000)
                    .with("tookMicros", step.tookNanos() / 1000)
                    .with("peers", step.peers().stream().map(Object::toString).toList()));
      } else if (!output.quiet) {
        console.err().println(lines.line(step));
      }
    };
  }

  private int told(Overlay.Journey journey, NodeId target) {
    if (journey.closest().isEmpty()) {
      throw nobody();
    }
    JourneyLines lines = new JourneyLines(target);
    if (output.json) {
      result(
          "journey",
          "",
          line ->
              line.with("target", target.toString())
                  .with("closest", journey.closest().stream().map(c -> c.id().toString()).toList())
                  .with("peers", journey.peers().stream().map(Object::toString).toList())
                  .with("silent", journey.silent())
                  .with("micros", journey.nanos() / 1000));
      return 0;
    }
    for (Contact node :
        action.equalsIgnoreCase("lookup") ? journey.closest() : List.<Contact>of()) {
      console
          .out()
          .println(node.id() + " " + node.locator() + " " + lines.commonBits(node.id()) + " bits");
    }
    if (!output.quiet) {
      console
          .err()
          .println(
              JourneyLines.millis(journey.nanos())
                  + " ms; "
                  + journey.silent()
                  + " did not answer");
    }
    return 0;
  }

  private Problem nobody() {
    return new Problem(
        Problem.Kind.NO_PEERS,
        "no node of the DHT was found to ask",
        "name one that is there: --bootstrap HOST:PORT");
  }

  private int announce(Overlay overlay) {
    int copies = overlay.announce(Hash.of(id().bytes()), 0);
    if (copies == 0) {
      throw nobody();
    }
    result(
        "announced",
        "announced to " + Words.count(copies, "node"),
        line -> line.with("nodes", copies));
    return 0;
  }

  private int get(Overlay overlay) {
    boolean byKey = what.orElse("").strip().length() == KEY_DIGITS;
    byte[] salted = salt.getBytes(StandardCharsets.UTF_8);
    Optional<Overlay.Signer> signer =
        byKey ? Optional.of(new Overlay.Signer(hex(KEY_DIGITS), salted)) : Optional.empty();
    Overlay.Stored stored =
        overlay
            .get(byKey ? NodeId.of(new byte[ID_DIGITS / 2]) : id(), signer)
            .orElseThrow(() ->
                new Problem(
                    Problem.Kind.NO_PEERS,
                    "nobody in the DHT has this",
                    "what is stored is forgotten after two hours unless it is put again"));
    String text = Values.text(stored.value());
    result(
        "value",
        text,
        line -> {
          line.with("value", text).with("bencode", HexFormat.of().formatHex(stored.value()));
          stored.sequence().ifPresent(sequence -> line.with("seq", sequence));
        });
    return 0;
  }

  private int put(Overlay overlay) {
    byte[] value = what.orElse("").getBytes(StandardCharsets.UTF_8);
    OptionalLong only = cas.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    Overlay.Receipt receipt =
        signed
            ? overlay.putSigned(value, salt.getBytes(StandardCharsets.UTF_8), only)
            : overlay.put(value);
    if (receipt.copies() == 0) {
      throw nobody();
    }
    String name = receipt.key().map(HexFormat.of()::formatHex).orElse(receipt.target().toString());
    result(
        "stored",
        name,
        line -> {
          line.with("target", receipt.target().toString()).with("copies", receipt.copies());
          receipt.key().ifPresent(key -> line.with("key", HexFormat.of().formatHex(key)));
          receipt.sequence().ifPresent(sequence -> line.with("seq", sequence));
        });
    return 0;
  }

  private int sample(Overlay overlay) {
    List<Overlay.Sample> samples = overlay.sample(id());
    for (Overlay.Sample sample : samples) {
      for (Hash content : sample.contents()) {
        result(
            "sample",
            content.hex(),
            line ->
                line.with("infoHash", content.hex())
                    .with("address", sample.node().locator().toString())
                    .with("known", sample.count()));
      }
    }
    if (samples.isEmpty()) {
      throw nobody();
    }
    return 0;
  }

  /** A line of the result: an event with --json, else the text. */
  private void result(String event, String text, Consumer<JsonLine> fields) {
    if (output.json) {
      JsonLine line = JsonLine.event(event, console.clock().millis());
      fields.accept(line);
      console.out().println(line.end());
    } else {
      console.out().println(text);
    }
    console.out().flush();
  }

  /** Waits for the end, or for so long. */
  static boolean await(CountDownLatch end, long seconds) throws InterruptedException {
    return end.await(seconds, TimeUnit.SECONDS);
  }
}
