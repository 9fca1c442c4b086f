package dev.shoal.simulator.swarm;

import dev.shoal.simulator.report.Drawing;
import dev.shoal.simulator.report.Figure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at a run from time to time; the longer it takes, the less often. */
final class Recorder {
  /** More frames than this are thinned out. */
  private static final int MOST_FRAMES = 240;

  /** Frames in the least time that the run can take. */
  private static final int FRAMES = 60;

  private static final int SHOWN_PEERS = 40;
  private static final int MOST_DOTS = 300;
  private static final int LINES_A_DOT = 3;

  /** What is seen at a time. */
  record Frame(long nanos, int complete, int rarest, List<BitSet> have) {}

  private final Swarm swarm;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Peer> shown = new ArrayList<>();
  private long step;
  private @Nullable Drawing drawing;

  Recorder(Swarm swarm, double boundSeconds) {
    this.swarm = swarm;
    this.step = Math.max(1_000_000, (long) (boundSeconds / FRAMES * 1e9));
  }

  List<Frame> frames() {
    return frames;
  }

  /** The peers whose pieces are kept in the frames. */
  List<Peer> shown() {
    return shown;
  }

  Optional<Drawing> drawing() {
    return Optional.ofNullable(drawing);
  }

  List<Figure> live() {
    Counts counts = swarm.counts;
    return List.of(
        new Figure("complete", "complete peers", counts.complete, "", ""),
        new Figure("here", "peers that came", counts.came, "", ""),
        new Figure("rarest", "copies of the rarest piece", counts.rarest(), "", ""));
  }

  void look() {
    frame();
    swarm.agenda.add(swarm.agenda.now() + step, new Task.Look());
    double all = (double) swarm.wanting() * swarm.layout.pieces();
    if (drawing == null && swarm.counts.verified >= all / 2) {
      drawing = draw();
    }
  }

  void end() {
    frame();
    if (drawing == null) {
      drawing = draw();
    }
  }

  private void frame() {
    if (shown.isEmpty()) {
      choose();
    }
    List<BitSet> have = shown.stream().map(peer -> (BitSet) peer.have.clone()).toList();
    Counts counts = swarm.counts;
    frames.add(new Frame(swarm.agenda.now(), counts.complete, counts.rarest(), have));
    if (frames.size() >= MOST_FRAMES) {
      for (int i = frames.size() / 2 - 1; i >= 0; i--) {
        frames.remove(2 * i + 1);
      }
      step *= 2;
    }
  }

  /** A seeder, and others from the first to the last. */
  private void choose() {
    List<Peer> honest = swarm.peers.stream().filter(peer -> peer.kind != Peer.Kind.LIAR).toList();
    int many = Math.min(SHOWN_PEERS, honest.size());
    for (int i = 0; i < many; i++) {
      shown.add(honest.get((int) ((long) i * honest.size() / many)));
    }
  }

  /** Those who are near the first one by their connections, and who gives whom at this time. */
  private Drawing draw() {
    TreeMap<Integer, Integer> places = new TreeMap<>(); // of a peer's number among the dots
    List<Peer> drawn = new ArrayList<>();
    ArrayDeque<Peer> next = new ArrayDeque<>(swarm.tracker().here());
    while (!next.isEmpty() && drawn.size() < MOST_DOTS) {
      Peer peer = next.remove();
      if (places.putIfAbsent(peer.id, drawn.size()) == null) {
        drawn.add(peer);
        for (Side taken : peer.line.takes.reversed()) {
          next.addFirst(taken.owner);
        }
      }
    }
    List<Drawing.Dot> dots = new ArrayList<>();
    List<Drawing.Line> lines = new ArrayList<>();
    for (Peer peer : drawn) {
      double share = 100.0 * peer.have.cardinality() / swarm.layout.pieces();
      String label = String.format(Locale.ROOT, "%s %d: %.0f %%", kind(peer), peer.id, share);
      dots.add(new Drawing.Dot(peer.place.x(), peer.place.y(), kind(peer), label));
      int to = dots.size() - 1;
      peer.line.takes.stream()
          .filter(side -> places.containsKey(side.owner.id))
          .sorted((a, b) -> Long.compare(b.rate, a.rate))
          .limit(LINES_A_DOT)
          .forEach(side -> lines.add(new Drawing.Line(places.getOrDefault(side.owner.id, to), to)));
    }
    String when = String.format(Locale.ROOT, "%.0f s", swarm.agenda.now() / 1e9);
    return new Drawing(
        "Who gives whom after " + when,
        "Each dot is a peer where it is on the map, each line a stream of bytes at this time: up to"
            + " three for each peer, from those who give it most. No line needs the seeder.",
        dots,
        lines);
  }

  static String kind(Peer peer) {
    return switch (peer.kind) {
      case SEEDER -> "seeder";
      case PEER -> peer.complete() ? "complete" : "peer";
      case FREE_RIDER -> "free rider";
      case LIAR -> "liar";
    };
  }
}
