package dev.shoal.discovery;

import dev.shoal.base.Locator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way of one node into one overlay in which it knows nobody: stage by stage, whom to ask now.
 * It ends when enough have answered, or when all were asked and somebody answered; as long as
 * nobody does it begins again, after longer and longer pauses. Pure; for one thread.
 */
public final class Bootstrap {
  /** Contacts that answered, after which nobody more is asked: a bucket of Kademlia. */
  public static final int ENOUGH = 8;

  /** Contacts that are taken of one stage: if so many are dead, those of another kind come next. */
  public static final int MAX_CONTACTS = 64;

  private static final long MILLI = 1_000_000L;
  private static final long FIRST_PAUSE = 2_000 * MILLI;
  private static final long LONGEST_PAUSE = 60_000 * MILLI;

  /**
   * Where contacts come from, in the order in which they are asked. The delays are short, as they
   * add up when all whom a stage had are gone: whoever is remembered has been asked within 1.5 s.
   */
  public enum Stage {
    /** The person named them: their word comes first, and all of them are asked. */
    PERSON(0, MAX_CONTACTS, ENOUGH),
    /** They answered for the longest time of all. */
    ANCHORS(300, 8, ENOUGH),
    /** They have answered. */
    TRIED(300, 16, ENOUGH),
    /** They were named by somebody; many of those are gone. */
    NEW(500, 16, ENOUGH),
    /** They are on this network. */
    LAN(200, 8, ENOUGH),
    /** They were contacts of this node when it stopped. */
    SAVED(200, 16, ENOUGH),
    /**
     * Those that are trusted because everybody knows them. They learn who begins when, and could
     * show a newcomer what they like: who knows anybody else does not ask them.
     */
    TRUSTED(700, 8, 1);

    private final long delayNanos;
    private final int atOnce;
    private final int enough;

    Stage(long delayMillis, int atOnce, int enough) {
      this.delayNanos = delayMillis * MILLI;
      this.atOnce = atOnce;
      this.enough = enough;
    }

    /** How long the stage before is given, unless it is at its end sooner. */
    public long delayNanos() {
      return delayNanos;
    }

    /** How many of them are asked at once. */
    public int atOnce() {
      return atOnce;
    }
  }

  private static final List<Stage> STAGES = List.of(Stage.values());

  private final Map<Stage, Supplier<List<Locator.Ip>>> sources;
  private final Map<Stage, Deque<Locator.Ip>> waiting = new EnumMap<>(Stage.class);
  private final Map<Stage, Integer> asking = new EnumMap<>(Stage.class);
  private final Map<Locator.Ip, Stage> asked = new HashMap<>(); // looked up, never walked
  private final Set<Locator.Ip> known = new HashSet<>(); // of this round; looked up, never walked
  private int begun; // stages of this round
  private long nextStageAt;
  private long pause = FIRST_PAUSE;
  private int answers;

  /**
   * A way that begins now.
   *
   * @param sources whom each stage has, asked for when it begins; a stage without one is left out
   */
  public Bootstrap(Map<Stage, Supplier<List<Locator.Ip>>> sources, long nanos) {
    this.sources = new EnumMap<>(Stage.class);
    this.sources.putAll(sources);
    this.nextStageAt = nanos;
  }

  /** Whom to ask now; each of them shall be reported to have answered or failed. */
  public List<Locator.Ip> next(long nanos) {
    if (isOver()) {
      return List.of();
    }
    List<Locator.Ip> now = ask();
    while (begun < STAGES.size() && (nextStageAt - nanos <= 0 || isIdle())) {
      begin(STAGES.get(begun), nanos);
      now.addAll(ask());
    }
    if (isIdle() && begun == STAGES.size() && answers == 0) {
      rest(nanos);
    }
    return now;
  }

  private void begin(Stage stage, long nanos) {
    begun++;
    if (begun < STAGES.size()) {
      nextStageAt = nanos + STAGES.get(begun).delayNanos;
    }
    if (answers < stage.enough) {
      Supplier<List<Locator.Ip>> source = sources.getOrDefault(stage, List::of);
      Deque<Locator.Ip> contacts = new ArrayDeque<>();
      source.get().stream().filter(known::add).limit(MAX_CONTACTS).forEach(contacts::add);
      waiting.put(stage, contacts);
    }
  }

  private List<Locator.Ip> ask() {
    List<Locator.Ip> now = new ArrayList<>();
    waiting.forEach((stage, contacts) -> {
      while (answers < stage.enough
          && !contacts.isEmpty()
          && asking.getOrDefault(stage, 0) < stage.atOnce) {
        Locator.Ip contact = contacts.remove();
        asking.merge(stage, 1, Integer::sum);
        asked.put(contact, stage);
        now.add(contact);
      }
    });
    return now;
  }

  /** Nobody answered: all of it again, later. */
  private void rest(long nanos) {
    begun = 0;
    known.clear();
    waiting.clear();
    nextStageAt = nanos + pause;
    pause = Math.min(LONGEST_PAUSE, 2 * pause);
  }

  private boolean isIdle() {
    return begun > 0 && asked.isEmpty() && waiting.values().stream().allMatch(Deque::isEmpty);
  }

  /** One that was asked answered. */
  public void answered(Locator.Ip contact) {
    if (end(contact)) {
      answers++;
    }
  }

  /** One that was asked will not answer. */
  public void failed(Locator.Ip contact) {
    boolean _ = end(contact);
  }

  private boolean end(Locator.Ip contact) {
    Stage stage = asked.remove(contact);
    if (stage == null) {
      return false;
    }
    asking.merge(stage, -1, Integer::sum);
    return true;
  }

  /** Whether nobody more is to be asked. */
  public boolean isOver() {
    return answers >= ENOUGH || (answers > 0 && begun == STAGES.size() && isIdle());
  }

  /** When to call {@link #next} if nothing happens before; MAX_VALUE: not at all. */
  public long nextDue() {
    return isOver() || begun == STAGES.size() ? Long.MAX_VALUE : nextStageAt;
  }
}
